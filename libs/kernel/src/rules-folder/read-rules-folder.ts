// Reads an operator's rules from disk: the .farthing files, the CSV tables and the templates beside them.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { damagedText, type DamagedText } from './damaged-text.ts'

export interface RulesFolder {
  /** The folder itself, as it was given. */
  readonly folder: string
  /** Path relative to the folder, with forward slashes -> text. */
  readonly files: ReadonlyMap<string, string>
  /** Files that are not UTF-8, with the first place where that shows. Their texts are good for finding what else is wrong, and for nothing more. */
  readonly damaged: readonly DamagedFile[]
}

export interface DamagedFile extends Omit<DamagedText, 'text'> {
  /** As in `files`. */
  readonly file: string
}

export type ReadRules =
  | ({ readonly ok: true } & RulesFolder)
  | { readonly ok: false; readonly reason: 'missing' | 'empty' | 'too-large' | 'unreadable'; readonly detail: string }

export const RULE_FILE = '.farthing'
const TABLE_FILE = '.csv'
const TEMPLATE_FILE = '.hbs'
const LIMIT_BYTES = 256 * 1024 * 1024

/** `path` is a folder, searched to the bottom, or one rule file, which is taken with the CSV tables beside it. */
export function readRulesFolder(path: string): ReadRules {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return refuse('missing', `there is no folder or file ${path}`)
  const folder = found.isDirectory() ? path : dirname(path)
  const names = found.isDirectory() ? deepNames(folder) : besideFile(path)
  if (!names.some(name => name.endsWith(RULE_FILE))) {
    return refuse('empty', `${path} holds no rules: rule files end in ${RULE_FILE}`)
  }
  return readAll(folder, names)
}

/** Links are followed, but never into a folder that is being read: a link to itself would have no end. */
function deepNames(folder: string, parents: readonly string[] = []): string[] {
  const here = realpathSync(folder)
  if (parents.includes(here)) return []
  const names = readdirSync(folder).filter(name => name !== 'node_modules' && !name.startsWith('.'))
  return names
    .flatMap(name => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false })
      if (found?.isDirectory()) return deepNames(join(folder, name), [...parents, here]).map(below => join(name, below))
      // a link to nothing is read, so that it is refused
      return isRules(name) && found?.isFile() !== false ? [name] : []
    })
    .sort()
}

/** None when the path is no file, such as a pipe or a device. */
function besideFile(path: string): string[] {
  if (!statSync(path).isFile()) return []
  const tables = readdirSync(dirname(path)).filter(name => name.endsWith(TABLE_FILE))
  return [basename(path), ...tables].sort()
}

function isRules(name: string): boolean {
  return [RULE_FILE, TABLE_FILE, TEMPLATE_FILE].some(ending => name.endsWith(ending))
}

function readAll(folder: string, names: readonly string[]): ReadRules {
  const files = new Map<string, string>()
  const damaged: DamagedFile[] = []
  let bytes = 0
  for (const name of names) {
    const file = join(folder, name)
    bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (bytes > LIMIT_BYTES)
      return refuse('too-large', `${folder} holds more than ${LIMIT_BYTES >> 20} MB of rules and tables`)
    const read = readRuleFile(file)
    const path = name.replaceAll(sep, '/')
    if (read.ok) files.set(path, read.text.replace(/^\ufeff/, ''))
    else if (read.bytes === null) return refuse('unreadable', read.detail)
    else {
      const { text, ...place } = damagedText(read.bytes)
      files.set(path, text)
      damaged.push({ file: path, ...place })
    }
  }
  return { ok: true, folder, files, damaged }
}

export type ReadRuleFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly detail: string /** Of a file that is not UTF-8. */; readonly bytes: Buffer | null }

/** The text of one file, with its byte order mark; `opened` is its descriptor when it has no path. Refuses what is not UTF-8: what is half read must not be written back, or sold by. */
export function readRuleFile(file: string, opened?: number): ReadRuleFile {
  let bytes: Buffer | null = null
  try {
    bytes = readFileSync(opened ?? file)
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch (problem) {
    return { ok: false, detail: `${file} cannot be read: ${cause(problem)}`, bytes }
  }
}

function cause(problem: unknown): string {
  const { code, message } = problem as NodeJS.ErrnoException
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text'
  if (code === 'ENOENT') return 'it is a link to nothing'
  if (code === 'EACCES') return 'you may not read it'
  return message
}

function refuse(reason: Extract<ReadRules, { ok: false }>['reason'], detail: string): ReadRules {
  return { ok: false, reason, detail }
}
