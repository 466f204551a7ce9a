// Rows with their columns aligned.
import type { IToken } from 'chevrotain'
import { endOf } from '../lexer/lex.ts'
import { trimSpaces } from '../lexer/white-space.ts'
import { splitRow } from '../table/split-row.ts'

/** Wider cells do not push the others of their column. */
const MAX_CELL = 48

/** The rows of one table, each as one line. A row without its last bar stays as it is. */
export function tableLines(text: string, rows: readonly IToken[]): string[] {
  const split = rows.map(row => cellsOf(text, row))
  const widths: number[] = []
  for (const cells of split) {
    cells?.forEach((cell, column) => {
      if (cell.length <= MAX_CELL) widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  }
  return split.map((cells, index) => {
    if (cells === null) return trimSpaces(rows[index]?.image ?? '')
    return `|${cells.map((cell, column) => ` ${cell.padEnd(widths[column] ?? 0)} |`).join('')}`
  })
}

function cellsOf(text: string, row: IToken): string[] | null {
  const { bounds, closed } = splitRow(text, row.startOffset, endOf(row))
  if (!closed || bounds.length === 0) return null
  const cells: string[] = []
  for (let at = 0; at < bounds.length; at += 2) cells.push(text.slice(bounds[at], bounds[at + 1]))
  return cells
}
