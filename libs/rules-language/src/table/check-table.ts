// Finds all that is wrong in a table, without keeping its rows.
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Match } from '../signature/match.ts'
import { readTable } from './read-table.ts'

export function checkTable(match: Match, problems: DiagnosticList): void {
  const spec = match.signature.block?.table
  if (!spec) return
  const before = problems.count
  let rows = 0
  for (const _ of readTable(match, spec, problems)) rows++
  const [header] = match.rows
  if (rows > 0 || problems.count > before || !header) return
  const message = `the table of ${quoted(match.signature.id.split('.')[1] ?? '')} has a header and no rows`
  problems.add({ code: 'R0060', message, ...header })
}
