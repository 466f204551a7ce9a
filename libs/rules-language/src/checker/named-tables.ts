// The CSV files that statements name, and how rule files name other files.
import type { Match } from '../signature/match.ts'
import type { TableSpec } from '../signature/signature.ts'
import type { Written } from '../vocabulary/declarations.ts'
import { slotSpot } from '../vocabulary/match-parts.ts'

/** A CSV file that a statement names in its slot `file`, with the columns of its table. */
export interface NamedTable {
  readonly statement: Match
  /** Null when it leaves the rules' folder. */
  readonly path: string | null
  readonly file: Written<string>
  readonly spec: TableSpec
}

/** Of a statement and of those in its block. */
export function namedTables(match: Match): NamedTable[] {
  const { file } = match.slots
  const spec = match.signature.block?.table
  const below = match.children.flatMap(namedTables)
  if (typeof file !== 'string' || spec === undefined) return below
  const named = {
    statement: match,
    path: besides(match.source.file, file),
    file: { value: file, spot: slotSpot(match, 'file') },
    spec
  }
  return [named, ...below]
}

/** A path written in a rule file is relative to that file; null when it leaves the rules' folder. */
export function besides(file: string, path: string): string | null {
  if (/^([/\\]|[a-z]:)/i.test(path)) return null
  const parts = file.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** How a rule file names another file of the rules: the reverse of reading its path. */
export function pathFrom(ruleFile: string, path: string): string {
  const [from, to] = [ruleFile.split('/').slice(0, -1), path.split('/')]
  let common = 0
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}

/** Of top-level statements. */
export function tablesOf(matches: readonly Match[]): ReadonlyMap<Match, readonly NamedTable[]> {
  return new Map(matches.map(match => [match, namedTables(match)]))
}
