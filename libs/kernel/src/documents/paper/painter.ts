// Flows measured boxes over pages: a line, a row or a framed block is never cut; table heads repeat on each page.
import type { BlockBox, Box, RowBox, TableBox, TextBox } from './box-tree.ts'
import { borders, columnWidths, innerWidth, type Line, type Measure, type Piece, rowWidths, sum } from './measure.ts'
import type { SharedFontDocument } from './shared-font-document.ts'
import type { Style } from './style-sheet.ts'

export interface PageFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly bottom: number
}

interface PendingCounter {
  readonly page: number
  readonly piece: Piece
  readonly x: number
  readonly y: number
}

/** How much of what follows a heading must share its page. */
const BEGINNING = 54

export class Painter {
  private y: number
  private page = 0
  private readonly counters: PendingCounter[] = []

  constructor(
    private readonly pdf: SharedFontDocument,
    private readonly measure: Measure,
    private readonly frame: PageFrame
  ) {
    this.y = frame.top
  }

  flow(body: BlockBox): void {
    this.block(body, this.frame.left, this.frame.width)
  }

  /** Paints the footer on every page, then the page numbers, which are known only now. */
  finish(footer: BlockBox | null): void {
    const pages = this.page + 1
    if (footer) {
      for (this.page = 0; this.page < pages; this.page++) {
        this.pdf.switchToPage(this.page)
        this.y = this.frame.bottom
        this.block(footer, this.frame.left, this.frame.width, true)
      }
    }
    for (const { page, piece, x, y } of this.counters) {
      this.pdf.switchToPage(page)
      this.text({ ...piece, text: String(piece.counter === 'page' ? page + 1 : pages) }, x, y)
    }
  }

  private box(box: Box, x: number, width: number, fixed: boolean): void {
    if (box.kind === 'text') this.lines(box, x, width, fixed)
    else if (box.kind === 'block') this.block(box, x, width, fixed)
    else if (box.kind === 'table') this.table(box, x, width, fixed)
    else this.framedRow(box, x, width, fixed)
  }

  private block(box: BlockBox, x: number, width: number, fixed = false): void {
    const { style } = box
    if (style.breakBefore && !fixed && this.y > this.frame.top) this.newPage()
    const height = this.measure.height(box, width)
    const framed = style.background !== null || style.keepTogether
    if (framed && !fixed) this.ensure(height)
    const whole = fixed || this.y + height <= this.frame.bottom
    this.y += style.margin.top
    const left = x + style.margin.left
    const outer = width - style.margin.left - style.margin.right
    if (whole) this.decorate(style, { x: left, width: outer, height: height - style.margin.top - style.margin.bottom })
    this.y += style.padding.top + (style.borderTop?.width ?? 0)
    const inner = innerWidth(style, width)
    box.children.forEach((child, index) => {
      if (!fixed && child.style.keepWithNext) this.ensure(this.headingHeight(box.children.slice(index), inner))
      this.box(child, left + style.padding.left, inner, fixed)
    })
    this.y += style.padding.bottom + (style.borderBottom?.width ?? 0) + style.margin.bottom
  }

  /** A heading stays with the beginning of what it announces. */
  private headingHeight(boxes: readonly Box[], width: number): number {
    let height = 0
    for (const box of boxes) {
      const whole = this.measure.height(box, width)
      if (!box.style.keepWithNext) return height + Math.min(whole, BEGINNING)
      height += whole
    }
    return height
  }

  private framedRow(row: RowBox, x: number, width: number, fixed: boolean): void {
    const { style } = row
    const height = this.measure.height(row, width)
    if (!fixed) this.ensure(height)
    this.y += style.margin.top
    const box = { x: x + style.margin.left, width: width - style.margin.left - style.margin.right, height: 0 }
    this.decorate(style, { ...box, height: height - style.margin.top - style.margin.bottom })
    const inner = innerWidth(style, width)
    const top = this.y + style.padding.top + (style.borderTop?.width ?? 0)
    this.y = top
    this.cells(row, box.x + style.padding.left, rowWidths(row, inner))
    this.y = top + height - style.margin.top - style.padding.top - (style.borderTop?.width ?? 0)
  }

  private table(table: TableBox, x: number, width: number, fixed: boolean): void {
    const { style } = table
    this.y += style.margin.top
    const left = x + style.margin.left
    const columns = columnWidths(table, innerWidth(style, width))
    const headHeight = sum(table.header.map(row => this.measure.rowHeight(row, columns)))
    const firstRow = table.rows[0] ? this.measure.rowHeight(table.rows[0], columns) : 0
    if (!fixed) this.ensure(headHeight + firstRow)
    for (const row of table.header) this.tableRow(row, left, columns)
    for (const row of table.rows) {
      if (!fixed && this.ensure(this.measure.rowHeight(row, columns))) {
        for (const head of table.header) this.tableRow(head, left, columns)
      }
      this.tableRow(row, left, columns)
    }
    this.y += style.margin.bottom
  }

  private tableRow(row: RowBox, x: number, columns: readonly number[]): void {
    const height = this.measure.rowHeight(row, columns)
    this.decorate(row.style, { x, width: sum(columns), height })
    const top = this.y
    this.y += row.style.borderTop?.width ?? 0
    this.cells(row, x, columns)
    this.y = top + height
  }

  private cells(row: RowBox, x: number, columns: readonly number[]): void {
    const top = this.y
    let column = 0
    let left = x
    for (const cell of row.cells) {
      const width = sum(columns.slice(column, column + cell.span))
      this.y = top
      this.block(cell.box, left, width, true)
      left += width
      column += cell.span
    }
    this.y = top
  }

  private lines(box: TextBox, x: number, width: number, fixed: boolean): void {
    for (const line of this.measure.lines(box, width)) {
      if (!fixed) this.ensure(line.height)
      this.line(line, x, width, box.style)
      this.y += line.height
    }
  }

  private line(line: Line, x: number, width: number, style: Style): void {
    const last = line.pieces.at(-1)
    const slack = width - line.width + (last ? this.trailingSpace(last) : 0)
    let left = x + (style.align === 'right' ? slack : style.align === 'center' ? slack / 2 : 0)
    const baseline = this.y + (line.height - line.size) / 2 + line.size * 0.82
    for (const piece of line.pieces) {
      if (piece.counter) this.counters.push({ page: this.page, piece, x: left, y: baseline })
      else this.text(piece, left, baseline)
      left += piece.width
    }
  }

  private trailingSpace(piece: Piece): number {
    return piece.text.endsWith(' ') ? this.measure.textWidth(' ', piece.style) : 0
  }

  private text(piece: Piece, x: number, baseline: number): void {
    const { style } = piece
    this.pdf.write(piece.text, {
      x,
      baseline,
      size: style.fontSize,
      bold: style.bold,
      color: style.color,
      spacing: style.letterSpacing
    })
  }

  private decorate(style: Style, box: { x: number; width: number; height: number }): void {
    if (style.background) {
      const shape = style.radius > 0 ? 'roundedRect' : 'rect'
      if (shape === 'rect') this.pdf.rect(box.x, this.y, box.width, box.height)
      else this.pdf.roundedRect(box.x, this.y, box.width, box.height, style.radius)
      this.pdf.fill(style.background)
    }
    if (borders(style) === 0) return
    if (style.borderTop) this.rule(box.x, this.y, box.width, style.borderTop)
    if (style.borderBottom)
      this.rule(box.x, this.y + box.height - style.borderBottom.width, box.width, style.borderBottom)
  }

  private rule(x: number, y: number, width: number, border: { width: number; color: string }): void {
    this.pdf.rect(x, y, width, border.width).fill(border.color)
  }

  /** Starts a new page when `height` does not fit any more and would fit there; says whether it did. */
  private ensure(height: number): boolean {
    if (this.y + height <= this.frame.bottom + 0.01) return false
    if (this.y <= this.frame.top) return false
    this.newPage()
    return true
  }

  private newPage(): void {
    this.pdf.addPage()
    this.page++
    this.y = this.frame.top
  }
}
