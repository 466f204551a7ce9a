// Where the characters of a cell stand in its file: a field of a CSV may stand between quotation marks, in which each is written twice.
import type { Problem } from '../diagnostics/problem.ts'
import type { Span } from '../signature/match.ts'

/** The cell as it stands, with its quoting, and its text without. */
export interface PlacedCell extends Span {
  readonly text: string
}

export function isQuotedField({ start, end, text }: PlacedCell): boolean {
  return end - start !== text.length
}

/** Offsets in the file by those in the cell's text. */
export function placesIn(file: string, cell: PlacedCell): (offset: number) => number {
  const { start, end } = cell
  if (!isQuotedField(cell)) return offset => start + offset
  const field = file.slice(start + 1, end - 1)
  const first = start + 1 + field.length - field.trimStart().length
  return offset => {
    let at = first
    for (let passed = 0; passed < offset; passed++) at += file.startsWith('""', at) ? 2 : 1
    return at
  }
}

/** A problem with offsets into a cell's text, where it stands in the file. A fix that a bare field of a CSV cannot hold is left out. */
export function placed<P extends Span & Pick<Problem, 'fix'>>(
  problem: P,
  file: string,
  { raw, ...cell }: PlacedCell & { readonly raw: boolean }
): P {
  const place = placesIn(file, cell)
  const shift = <S extends Span>(span: S): S => ({ ...span, start: place(span.start), end: place(span.end) })
  const { fix, ...rest } = problem
  const moved = shift(rest) as P
  if (fix === undefined) return moved
  const isQuoted = isQuotedField(cell)
  if (raw && !isQuoted && fix.edits.some(({ text }) => /[",;\t]/.test(text))) return moved
  const edits = fix.edits.map(edit => shift({ ...edit, text: isQuoted ? edit.text.replaceAll('"', '""') : edit.text }))
  return { ...moved, fix: { ...fix, edits } }
}
