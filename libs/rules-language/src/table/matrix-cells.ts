// The cells of a matrix, each read by the one pattern that its statement declares.
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { lexRange } from '../lexer/lex.ts'
import { Bad, UnterminatedText } from '../lexer/tokens.ts'
import { badCharacters } from '../segmenter/bad-characters.ts'
import { quoted } from '../diagnostics/wording.ts'
import { type CompiledSignature, compileSignature } from '../signature/compile-signature.ts'
import type { NamedSpan, Span } from '../signature/match.ts'
import type { MatrixSpec, Signature } from '../signature/signature.ts'
import { spanOf } from '../slots/written.ts'
import { explainMismatch } from '../statement/explain-mismatch.ts'
import { type FilledCell, StatementMatch } from '../statement/statement-match.ts'
import { Walk } from '../statement/walk.ts'
import { CellReader } from './cell-reader.ts'
import { splitRow } from './split-row.ts'
import type { TableRow } from './table-row.ts'

/** What stands where there is nothing to say: in the diagonal. */
export const NOTHING = '-'

const compiled = new WeakMap<Signature, CompiledSignature>()

export function compiledCell({ cell }: MatrixSpec): CompiledSignature {
  const known = compiled.get(cell)
  if (known !== undefined) return known
  const made = compileSignature(cell)
  compiled.set(cell, made)
  return made
}

/** The columns that the header names, without those that every such table has. */
export function namedColumns(
  match: StatementMatch,
  fixed: readonly string[],
  problems: DiagnosticList
): (NamedSpan & { readonly key: string })[] {
  const [header] = match.rows
  if (header === undefined) return []
  const { text } = match.source
  const { bounds } = splitRow(text, header.start, header.end)
  const names: (NamedSpan & { readonly key: string })[] = []
  for (let at = 0; at < bounds.length; at += 2) {
    const [start = 0, end = 0] = [bounds[at], bounds[at + 1]]
    const key = text.slice(start, end)
    if (fixed.includes(key)) continue
    const judged = new CellReader(key, { slot: { kind: 'name' } }, false).read(key)
    if (judged.ok && typeof judged.value === 'string') names.push({ key, name: judged.value, start, end })
    else if (!judged.ok && key !== '') {
      problems.add({ ...judged.problem, start, end })
    }
  }
  return names
}

/** Of one row; what is wrong in a cell is reported, and the cell left out. */
export function cellsOf(
  row: TableRow,
  columns: readonly (NamedSpan & { readonly key: string })[],
  { match, corner, spec, problems }: MatrixWorld
): FilledCell[] {
  const name: unknown = row.cells[corner]
  if (typeof name !== 'string') return []
  const named = { name, ...row.span(corner) }
  return columns.flatMap(({ key, ...column }) => {
    const span = row.span(key)
    const cell = readCell(span, { match, corner, spec, problems })
    return cell === undefined ? [] : [{ row: named, column, start: span.start, end: span.end, match: cell }]
  })
}

export interface MatrixWorld {
  readonly match: StatementMatch
  /** The column that names the rows. */
  readonly corner: string
  readonly spec: MatrixSpec
  readonly problems: DiagnosticList
}

/** Null for a cell that says nothing, undefined for one that is wrong. */
function readCell({ start, end }: Span, { match, spec, problems }: MatrixWorld): StatementMatch | null | undefined {
  const { source } = match
  if (source.text.slice(start, end) === NOTHING) return null
  const { tokens } = lexRange(source.text, start, end)
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
