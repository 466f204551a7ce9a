// What a statement that stands in a file by itself is called where its rule is named.
import { cutAtWord } from '../diagnostics/wording.ts'
import type { Match } from '../signature/match.ts'
import { headText } from '../vocabulary/match-parts.ts'
import { namedTables } from './named-tables.ts'

/** Characters of a name: it stands in lines with other words. */
const LONGEST = 100

/** The statement as it is written, without its block and its comments, on one line; a long one is cut at a word. */
export function statementName(match: Match): string {
  const [table] = namedTables(match)
  const isNamed = table?.statement === match
  const { end, source, start } = match
  const head = headText({ source, start, end: isNamed ? table.file.spot.start : end })
  // 'changes mobile': what its rows stand in is no part of its name, for moved into a file they are the same rule
  return cutAtWord(isNamed ? head.replace(/\s\S+$/, '') : head, LONGEST)
}
