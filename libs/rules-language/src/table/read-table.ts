// Tables written in rule files, and the same columns in CSV files.
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import type { Problem } from '../diagnostics/problem.ts'
import { tooLarge, tooLong, tooManyRows } from '../diagnostics/too-large.ts'
import { limits } from '../limits.ts'
import type { Match } from '../signature/match.ts'
import type { ColumnSet, TableSpec } from '../signature/signature.ts'
import type { SourceText } from '../text/source-text.ts'
import { type RawRow, readRows } from './read-rows.ts'
import { type CsvLine, csvLines } from './split-csv.ts'
import { splitRow } from './split-row.ts'
import type { TableRow } from './table-row.ts'

/** The rows of a statement's table. `parseFile` has reported what is wrong in them; give `problems` only to see it again. */
export function readTable<C extends ColumnSet>(
  match: Match,
  spec: TableSpec<C>,
  problems = new DiagnosticList(match.source, 0)
): Generator<TableRow<C>> {
  return readRows(rawRows(match, problems), { spec, problems, raw: false })
}

/** The header comes first. */
export function* rawRows(match: Match, problems: DiagnosticList): Generator<RawRow> {
  const { text } = match.source
  const surplus = match.rows[limits.tableRows.most + 1]
  if (surplus !== undefined) return problems.addLazily(() => tooManyRows(match.rows.length - 1, surplus))
  for (const { start, end } of match.rows) {
    const row = splitRow(text, start, end)
    if (!row.closed) unclosed(row.end, problems)
    const texts: string[] = []
    for (let at = 0; at < row.bounds.length; at += 2) texts.push(text.slice(row.bounds[at], row.bounds[at + 1]))
    if (row.closed) yield { texts, bounds: row.bounds, start, end: row.end }
  }
}

function unclosed(end: number, problems: DiagnosticList): void {
  const fix = { title: 'end the row', edits: [{ start: end, end, text: ' |' }] }
  problems.addLazily(() => ({ code: 'R0057', message: 'the row does not end with `|`', start: end, end, fix }))
}

/** The rows of a CSV file, whose first line names the columns. Problems carry the file, line and column of the CSV. */
export function readCsv<C extends ColumnSet>(
  source: SourceText,
  spec: TableSpec<C>,
  problems: DiagnosticList
): Generator<TableRow<C>> {
  return readRows(rawLines(source, problems), { spec, problems, raw: true })
}

export function* rawLines(source: SourceText, problems: DiagnosticList): Generator<RawRow> {
  if (source.text.length > limits.fileLength.most) return problems.addLazily(() => tooLarge(source.text))
  if (source.lineCount > limits.tableRows.most + 2) {
    const start = source.lineStart(limits.tableRows.most + 2)
    return problems.addLazily(() => tooManyRows(source.lineCount - 1, { start, end: start + 1 }))
  }
  let told = 0
  for (const line of csvLines(source.text)) {
    const { start, end, unclosed, followed } = line
    if (end - start > limits.lineLength.most) {
      problems.addLazily(() => tooLong({ start, end }))
      continue
    }
    if (unclosed !== -1) {
      problems.addLazily(() => ({
        code: 'R0059',
        message: 'this quotation mark is never closed',
        start: unclosed,
        end: unclosed + 1
      }))
      continue
    }
    if (followed !== -1 && told++ < MOST_FOLLOWED) problems.addLazily(() => followedQuote(source.text, line))
    yield line
  }
}

/** Lines told of: what was published has them, and must not fill the list. */
const MOST_FOLLOWED = 20

function followedQuote(text: string, { followed, end }: CsvLine): Problem {
  const rest = text.slice(followed, end)
  const from = followed + rest.length - rest.trimStart().length
  const message = 'text stands after the quotation mark that ends this field, and would not be read'
  return { code: 'R0621', message, start: from, end: from + 1, ofNew: true }
}
