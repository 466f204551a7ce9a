// The cells of a matrix that stands in a CSV file: the same columns and the same pattern as between braces.
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { MatrixCell } from '../signature/match.ts'
import type { TableSpec } from '../signature/signature.ts'
import type { SourceText } from '../text/source-text.ts'
import { cellsOf, namedColumns } from './matrix-cells.ts'
import { rawLines, readCsv } from './read-table.ts'

/** Row by row, those that are right. Problems carry the file, line and column of the CSV. */
export function readMatrixFile(source: SourceText, spec: TableSpec, problems: DiagnosticList): MatrixCell[] {
  const { matrix } = spec
  const [header] = rawLines(source, new DiagnosticList(source, 0))
  if (matrix === undefined || header === undefined) return []
  const [corner = ''] = Object.keys(spec.columns)
  const before = problems.count
  const world = { corner, raw: true, problems }
  const whole = { ...world, spec: matrix, columns: namedColumns(header, world) }
  let rows = 0
  const cells: MatrixCell[] = []
  for (const row of readCsv(source, spec, problems)) {
    rows++
    cells.push(...cellsOf(row, whole))
  }
  if (rows === 0 && problems.count === before) {
    const message = `the table in ${quoted(source.file)} has a header and no rows`
    problems.add({ code: 'R0060', message, start: header.start, end: header.end })
  }
  return cells
}
