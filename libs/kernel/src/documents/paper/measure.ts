// Line breaking and heights, before anything is painted. All lengths are points.
import type { BlockBox, Box, RowBox, Run, TableBox, TextBox } from './box-tree.ts'
import type { SharedFont } from './shared-font.ts'
import type { Style } from './style-sheet.ts'

export interface Fonts {
  readonly regular: SharedFont
  readonly bold: SharedFont
}

export interface Piece {
  readonly text: string
  readonly style: Style
  readonly width: number
  readonly counter: Run['counter']
}

export interface Line {
  readonly pieces: readonly Piece[]
  readonly width: number
  readonly height: number
  readonly size: number
}

export class Measure {
  private readonly lineCache = new WeakMap<TextBox, { width: number; lines: readonly Line[] }>()
  private readonly heightCache = new WeakMap<Box, { width: number; height: number }>()

  constructor(private readonly fonts: Fonts) {}

  textWidth(text: string, style: Style): number {
    const font = style.bold ? this.fonts.bold : this.fonts.regular
    return (font.width(text) * style.fontSize) / 1000 + style.letterSpacing * text.length
  }

  lines(box: TextBox, width: number): readonly Line[] {
    const known = this.lineCache.get(box)
    if (known?.width === width) return known.lines
    const lines = this.breakLines(box, width)
    this.lineCache.set(box, { width, lines })
    return lines
  }

  /** Height with the box's own margins, which never collapse. */
  height(box: Box, width: number): number {
    const known = this.heightCache.get(box)
    if (known?.width === width) return known.height
    const { style } = box
    const frame =
      box.kind === 'text'
        ? 0
        : style.margin.top + style.margin.bottom + style.padding.top + style.padding.bottom + borders(style)
    const height = frame + this.contentHeight(box, box.kind === 'text' ? width : innerWidth(style, width))
    this.heightCache.set(box, { width, height })
    return height
  }

  private contentHeight(box: Box, width: number): number {
    if (box.kind === 'text') return sum(this.lines(box, width).map(line => line.height))
    if (box.kind === 'block') return sum(box.children.map(child => this.height(child, width)))
    if (box.kind === 'row') return this.rowHeight(box, rowWidths(box, width))
    const columns = columnWidths(box, width)
    return sum([...box.header, ...box.rows].map(row => this.rowHeight(row, columns)))
  }

  rowHeight(row: RowBox, columns: readonly number[]): number {
    let column = 0
    let height = 0
    for (const cell of row.cells) {
      const width = sum(columns.slice(column, column + cell.span))
      height = Math.max(height, this.height(cell.box, width))
      column += cell.span
    }
    return height + borders(row.style)
  }

  private breakLines(box: TextBox, width: number): Line[] {
    const lines: Line[] = []
    let pieces: Piece[] = []
    let used = 0
    const end = (): void => {
      lines.push(finishLine(pieces, box.style))
      pieces = []
      used = 0
    }
    for (const run of box.runs) {
      if (run.newline) {
        end()
        continue
      }
      if (run.counter) {
        const counterWidth = this.textWidth('0', run.style)
        pieces.push({ text: '', style: run.style, width: counterWidth, counter: run.counter })
        used += counterWidth
        continue
      }
      for (const word of run.text.match(/ ?[^ ]+| $/g) ?? []) {
        const fitted = this.fitWord(word, run.style, width)
        for (const part of fitted) {
          const text = pieces.length === 0 ? part.trimStart() : part
          const partWidth = this.textWidth(text, run.style)
          if (used > 0 && used + this.textWidth(text.trimEnd(), run.style) > width + 0.01) end()
          const shown = pieces.length === 0 ? text.trimStart() : text
          const shownWidth = shown === text ? partWidth : this.textWidth(shown, run.style)
          if (shown === '') continue
          pieces.push({ text: shown, style: run.style, width: shownWidth, counter: null })
          used += shownWidth
        }
      }
    }
    if (pieces.length > 0) end()
    return lines
  }

  /** A word wider than the whole line is cut, so that nothing ever leaves the page. */
  private fitWord(word: string, style: Style, width: number): string[] {
    if (this.textWidth(word.trim(), style) <= width || word.length < 2) return [word]
    const parts: string[] = []
    let part = ''
    for (const character of word) {
      if (part !== '' && this.textWidth(part + character, style) > width) {
        parts.push(part)
        part = ''
      }
      part += character
    }
    return [...parts, part]
  }
}

function finishLine(pieces: readonly Piece[], style: Style): Line {
  const size = Math.max(style.fontSize * (pieces.length === 0 ? 1 : 0), ...pieces.map(p => p.style.fontSize))
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (last && last.style === piece.style && !last.counter && !piece.counter) {
      merged[merged.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width }
    } else merged.push(piece)
  }
  return { pieces: merged, width: sum(merged.map(p => p.width)), height: size * style.lineHeight, size }
}

export function innerWidth(style: Style, width: number): number {
  return width - style.margin.left - style.margin.right - style.padding.left - style.padding.right
}

export function borders(style: Style): number {
  return (style.borderTop?.width ?? 0) + (style.borderBottom?.width ?? 0)
}

/** Cells of one row side by side: given widths are kept, the rest share what is left. */
export function rowWidths(row: RowBox, width: number): number[] {
  return shareWidths(
    row.cells.map(cell => cell.box),
    width
  )
}

/** A table's columns take their widths from the first row whose cells span one column each. */
export function columnWidths(table: TableBox, width: number): number[] {
  const rows = [...table.header, ...table.rows]
  const columns = Math.max(0, ...rows.map(row => sum(row.cells.map(cell => cell.span))))
  const guide = rows.find(row => row.cells.length === columns)
  if (!guide) return Array.from({ length: columns }, () => width / columns)
  return rowWidths(guide, width)
}

function shareWidths(boxes: readonly BlockBox[], width: number): number[] {
  const given = boxes.map(({ style }) =>
    style.width === null ? null : style.width.unit === '%' ? (width * style.width.value) / 100 : style.width.value
  )
  const open = given.filter(value => value === null).length
  const taken = sum(given.map(value => value ?? 0))
  const squeeze = taken > width ? width / taken : 1
  const rest = Math.max(0, width - taken)
  return given.map(value => (value === null ? rest / open : value * squeeze))
}

export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
