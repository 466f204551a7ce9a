// The files of a rules folder on disk, one by one: what cannot be read is left out, for an editor must go on.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

export const RULE_FILE = '.farthing'
const RULES_FILES = [RULE_FILE, '.csv', '.hbs']

/** A folder with more files, or a file with more bytes, is not one that people edit. */
const MOST_FILES = 20_000
const LARGEST_BYTES = 256 * 1024 * 1024

export function isRulesFile(path: string): boolean {
  return RULES_FILES.some(ending => path.endsWith(ending))
}

/** Absolute paths of the rules files in a folder and below it; folders of packages and hidden ones are left out. */
export function rulesFilesIn(folder: string): string[] {
  const found: string[] = []
  const waiting = [folder]
  for (let here = waiting.pop(); here !== undefined && found.length < MOST_FILES; here = waiting.pop()) {
    for (const entry of entriesOf(here)) {
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
        waiting.push(join(here, entry.name))
      } else if (entry.isFile() && isRulesFile(entry.name)) found.push(join(here, entry.name))
    }
  }
  return found
}

/** Undefined when there is no such file, or it cannot be read. What is no UTF-8 becomes characters that the check refuses. */
export function readText(path: string): string | undefined {
  try {
    if (statSync(path).size > LARGEST_BYTES) return undefined
    return new TextDecoder().decode(readFileSync(path))
  } catch {
    return undefined
  }
}

/**
 * The topmost folder, not above the one of `within` that holds the file, that holds rule files and the file below it; outside of those,
 * only folders in one line of them count. Null for a table or a template that no rules are near.
 */
export function rulesRootOf(path: string, within: readonly string[]): string | null {
  const bound = within.find(folder => !relative(folder, path).startsWith('..'))
  let root = path.endsWith(RULE_FILE) ? dirname(path) : null
  for (let here = dirname(path); ; here = dirname(here)) {
    if (holdsRules(here)) root = here
    else if (bound === undefined && here !== dirname(path)) return root
    if (here === bound || here === dirname(here)) return root
  }
}

/** With forward slashes, as rules name files. */
export function pathWithin(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/')
}

function holdsRules(folder: string): boolean {
  return entriesOf(folder).some(entry => entry.isFile() && entry.name.endsWith(RULE_FILE))
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
