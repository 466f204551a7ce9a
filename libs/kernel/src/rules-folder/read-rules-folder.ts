// Reads an operator's rules from disk: the .farthing files, the CSV tables and the templates beside them.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'

export interface RulesFolder {
  /** The folder itself, as it was given. */
  readonly folder: string
  /** Path relative to the folder, with forward slashes -> text. */
  readonly files: ReadonlyMap<string, string>
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

function deepNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && isRules(entry.name))
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .filter(name => !name.split(sep).some(part => part === 'node_modules' || part.startsWith('.')))
    .sort()
}

function besideFile(path: string): string[] {
  const tables = readdirSync(dirname(path)).filter(name => name.endsWith(TABLE_FILE))
  return [basename(path), ...tables].sort()
}

function isRules(name: string): boolean {
  return [RULE_FILE, TABLE_FILE, TEMPLATE_FILE].some(ending => name.endsWith(ending))
}

function readAll(folder: string, names: readonly string[]): ReadRules {
  const files = new Map<string, string>()
  let bytes = 0
  for (const name of names) {
    const file = join(folder, name)
    try {
      bytes += statSync(file).size
      if (bytes > LIMIT_BYTES)
        return refuse('too-large', `${folder} holds more than ${LIMIT_BYTES >> 20} MB of rules and tables`)
      files.set(name.replaceAll(sep, '/'), new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)))
    } catch (problem) {
      return refuse('unreadable', `${file} cannot be read: ${cause(problem)}`)
    }
  }
  return { ok: true, folder, files }
}

function cause(problem: unknown): string {
  if ((problem as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text'
  return (problem as Error).message
}

function refuse(reason: Extract<ReadRules, { ok: false }>['reason'], detail: string): ReadRules {
  return { ok: false, reason, detail }
}
