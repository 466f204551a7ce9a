// Finds all that is wrong in a table, without keeping its rows.
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { TableSpec } from '../signature/signature.ts'
import type { StatementMatch } from '../statement/statement-match.ts'
import { cellsOf, type MatrixWorld, namedColumns } from './matrix-cells.ts'
import { rawRows, readTable } from './read-table.ts'

/** The cells of a matrix are added to the statement. */
export function checkTable(match: StatementMatch, problems: DiagnosticList): void {
  const spec = match.signature.block?.table
  if (!spec) return
  const before = problems.count
  let rows = 0
  const matrix = matrixOf(match, spec, problems)
  for (const row of readTable(match, spec, problems)) {
    rows++
    for (const cell of matrix === null ? [] : cellsOf(row, matrix)) match.addCell(cell)
  }
  const [header] = match.rows
  if (rows > 0 || problems.count > before || !header) return
  const message = `the table of ${quoted(match.signature.id.split('.')[1] ?? '')} has a header and no rows`
  problems.add({ code: 'R0060', message, ...header })
}

function matrixOf(match: StatementMatch, { columns, matrix }: TableSpec, problems: DiagnosticList): MatrixWorld | null {
  const [header] = rawRows(match, new DiagnosticList(match.source, 0))
  if (matrix === undefined || header === undefined) return null
  const [corner = ''] = Object.keys(columns)
  const world = { corner, raw: false, problems }
  return { ...world, spec: matrix, columns: namedColumns(header, world) }
}
