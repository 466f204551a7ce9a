// The cells of a matrix, each read by the one pattern that its statement declares.
import type { IToken } from 'chevrotain'
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { lexRange } from '../lexer/lex.ts'
import { Bad, UnterminatedText } from '../lexer/tokens.ts'
import { badCharacters } from '../segmenter/bad-characters.ts'
import { quoted } from '../diagnostics/wording.ts'
import { type CompiledSignature, compileSignature } from '../signature/compile-signature.ts'
import type { NamedSpan } from '../signature/match.ts'
import type { MatrixSpec, Signature } from '../signature/signature.ts'
import { spanOf } from '../slots/written.ts'
import { explainMismatch } from '../statement/explain-mismatch.ts'
import { type FilledCell, StatementMatch } from '../statement/statement-match.ts'
import { Walk } from '../statement/walk.ts'
import { isQuotedField, placed, type PlacedCell, placesIn } from './cell-places.ts'
import { CellReader } from './cell-reader.ts'
import type { RawRow } from './read-rows.ts'
import type { TableRow } from './table-row.ts'

/** What stands where there is nothing to say: in the diagonal. */
export const NOTHING = '-'

/** The tokens of a field between quotation marks, at their places in the file. */
function quotedField(file: string, cell: PlacedCell): IToken[] {
  const place = placesIn(file, cell)
  const { tokens } = lexRange(cell.text, 0, cell.text.length)
  for (const token of tokens) token.startOffset = place(token.startOffset)
  return tokens
}

const compiled = new WeakMap<Signature, CompiledSignature>()

export function compiledCell({ cell }: MatrixSpec): CompiledSignature {
  const known = compiled.get(cell)
  if (known !== undefined) return known
  const made = compileSignature(cell)
  compiled.set(cell, made)
  return made
}

/** A column as its header names it. */
export interface NamedColumn {
  /** Its header as it stands. */
  readonly key: string
  readonly named: NamedSpan
}

/** The columns that the header names, without the one that names the rows. */
export function namedColumns(
  header: RawRow,
  { corner, raw, problems }: Omit<MatrixWorld, 'columns' | 'spec'>
): NamedColumn[] {
  return header.texts.flatMap((key, index) => {
    if (key === corner) return []
    const [start = 0, end = 0] = [header.bounds[index * 2], header.bounds[index * 2 + 1]]
    const judged = new CellReader(key, { slot: { kind: 'name' } }, raw).read(key)
    if (judged.ok) return typeof judged.value === 'string' ? [{ key, named: { name: judged.value, start, end } }] : []
    if (key !== '') problems.add(placed({ ...judged.problem }, problems.source.text, { start, end, text: key, raw }))
    return []
  })
}

/** Of one row; what is wrong in a cell is reported, and the cell left out. */
export function cellsOf(row: TableRow, world: MatrixWorld): FilledCell[] {
  const { columns, corner } = world
  const { source } = world.problems
  const name: unknown = row.cells[corner]
  if (typeof name !== 'string') return []
  const named = { name, ...row.span(corner) }
  return columns.flatMap(({ key, named: column }) => {
    const { start, end } = row.span(key)
    const text: unknown = row.cells[key]
    const cell = readCell({ start, end, text: typeof text === 'string' ? text : '' }, world)
    return cell === undefined ? [] : [{ source, row: named, column, start, end, match: cell }]
  })
}

export interface MatrixWorld {
  /** The column that names the rows. */
  readonly corner: string
  readonly columns: readonly NamedColumn[]
  readonly spec: MatrixSpec
  /** A CSV file: its fields may stand between quotation marks. */
  readonly raw: boolean
  readonly problems: DiagnosticList
}

/** Null for a cell that says nothing, undefined for one that is wrong. */
function readCell(written: PlacedCell, { spec, problems, raw }: MatrixWorld): StatementMatch | null | undefined {
  const { source } = problems
  const { start, end } = written
  const tokens =
    raw && isQuotedField(written) ? quotedField(source.text, written) : lexRange(source.text, start, end).tokens
  const [first, second] = tokens
  if (first?.image === NOTHING && second === undefined) return null
  const stray = tokens.find(({ tokenType }) => tokenType === Bad || tokenType === UnterminatedText)
  if (stray !== undefined) {
    problems.addLazily(() =>
      stray.tokenType === Bad
        ? badCharacters(stray)
        : { code: 'R0002', message: `the text ${quoted(stray.image)} has no closing quotation mark`, ...spanOf(stray) }
    )
    return undefined
  }
  const walk = new Walk(compiledCell(spec), tokens)
  if (!walk.run()) {
    problems.addLazily(() => explainMismatch({ walks: [walk], begins: () => false }))
    return undefined
  }
  for (const problem of walk.problems) problems.add(problem)
  return walk.problems.length > 0 ? undefined : new StatementMatch(source, walk, { start, end })
}
