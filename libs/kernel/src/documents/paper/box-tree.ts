// Turns the HTML of a template into boxes that can be measured and painted: blocks, text, rows side by side, tables.
import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { needsMore } from './font-ranges.ts'
import { type ElementName, parseStyleSheet, ROOT_STYLE, type Style, type StyleRule, styleOf } from './style-sheet.ts'

export interface Run {
  readonly text: string
  readonly style: Style
  /** A number that is known only when all pages are laid out. */
  readonly counter: 'page' | 'pages' | null
  readonly newline: boolean
}

export type Box = TextBox | BlockBox | RowBox | TableBox

export interface TextBox {
  readonly kind: 'text'
  readonly style: Style
  readonly runs: readonly Run[]
}

export interface BlockBox {
  readonly kind: 'block'
  readonly style: Style
  readonly children: readonly Box[]
}

export interface RowBox {
  readonly kind: 'row'
  readonly style: Style
  readonly cells: readonly Cell[]
}

export interface Cell {
  readonly box: BlockBox
  readonly span: number
}

export interface TableBox {
  readonly kind: 'table'
  readonly style: Style
  readonly header: readonly RowBox[]
  readonly rows: readonly RowBox[]
}

export interface PaperDocument {
  readonly title: string
  readonly language: string
  /** Whether it takes the larger font. */
  readonly more: boolean
  readonly body: BlockBox
  /** Repeated at the foot of every page. */
  readonly footer: BlockBox | null
}

const MAX_DEPTH = 64

/** Templates hold a handful of style sheets; parsing one again for every invoice would cost more than the layout. */
const styleSheets = new Map<string, { rules: StyleRule[]; styles: Map<string, Style> }>()

function styleSheet(css: string): { rules: StyleRule[]; styles: Map<string, Style> } {
  const known = styleSheets.get(css)
  if (known) return known
  if (styleSheets.size > 32) styleSheets.clear()
  const made = { rules: parseStyleSheet(css), styles: new Map<string, Style>() }
  styleSheets.set(css, made)
  return made
}

export function readHtml(html: string): PaperDocument {
  const root = parseDocument(html)
  const elements = collect(root.children)
  const css = elements.filter(e => e.name === 'style').map(textOf)
  const builder = new BoxBuilder(css.join('\n'))
  const bodyElement = elements.find(e => e.name === 'body')
  const chain: ElementName[] = [{ tag: 'html', classes: [] }]
  const children = bodyElement?.children ?? root.children
  const names = [...chain, { tag: 'body', classes: [] }]
  const style = builder.style(names, ROOT_STYLE, '')
  const isFooter = (node: ChildNode): boolean => isTag(node) && node.name === 'footer'
  const footer = children.find(isFooter) as Element | undefined
  const title = elements.find(e => e.name === 'title')
  const shown = children.filter(n => !isFooter(n))
  const body: BlockBox = { kind: 'block', style, children: builder.boxes(shown, names, style) }
  const foot = footer ? builder.block(footer, names, style) : null
  return {
    title: title ? textOf(title).trim() : '',
    language: elements.find(e => e.name === 'html')?.attribs.lang ?? 'en',
    more: builder.more,
    body,
    footer: foot
  }
}

function collect(nodes: readonly ChildNode[]): Element[] {
  const found: Element[] = []
  const queue = [...nodes]
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (!isTag(node)) continue
    found.push(node)
    if (node.name === 'html' || node.name === 'head') queue.unshift(...node.children)
  }
  return found
}

function textOf(element: Element): string {
  return element.children.map(child => (isText(child) ? child.data : '')).join('')
}

class BoxBuilder {
  private readonly rules: readonly StyleRule[]
  private readonly styles: Map<string, Style>
  /** Whether what was read so far takes the larger font. */
  more = false

  constructor(css: string) {
    const sheet = styleSheet(css)
    this.rules = sheet.rules
    this.styles = sheet.styles
  }

  style(chain: readonly ElementName[], parent: Style, inline: string): Style {
    const key = `${chain.map(name => `${name.tag}.${name.classes.join('.')}`).join(' ')}|${inline}`
    const known = this.styles.get(key)
    if (known) return known
    const style = styleOf(chain, parent, this.rules, inline)
    if (this.styles.size < 5_000) this.styles.set(key, style)
    return style
  }

  block(element: Element, parents: readonly ElementName[], parentStyle: Style): BlockBox {
    const chain = [...parents, nameOf(element)]
    const style = this.style(chain, parentStyle, element.attribs.style ?? '')
    if (element.name !== 'table' && style.display !== 'flex') {
      return { kind: 'block', style, children: this.boxes(element.children, chain, style) }
    }
    return { kind: 'block', style: { ...ROOT_STYLE, width: style.width }, children: [this.box(element, chain, style)] }
  }

  /** Block children become boxes; runs of inline children between them become one text box each. */
  boxes(nodes: readonly ChildNode[], chain: readonly ElementName[], style: Style): Box[] {
    if (chain.length > MAX_DEPTH) throw new RangeError(`The template nests elements more than ${MAX_DEPTH} deep.`)
    const boxes: Box[] = []
    let runs: Run[] = []
    const flush = (): void => {
      if (runs.some(run => run.counter || run.newline || run.text.trim() !== '')) {
        boxes.push({ kind: 'text', style, runs })
      }
      runs = []
    }
    for (const node of nodes) {
      if (isText(node)) runs.push(this.textRun(node.data, style))
      if (!isTag(node)) continue
      const names = [...chain, nameOf(node)]
      const own = this.style(names, style, node.attribs.style ?? '')
      if (own.display === 'none') continue
      if (own.display === 'inline') {
        this.inline(node, names, own, runs)
        continue
      }
      flush()
      boxes.push(this.box(node, names, own))
    }
    flush()
    return boxes
  }

  private inline(element: Element, chain: readonly ElementName[], style: Style, runs: Run[]): void {
    if (element.name === 'br') runs.push({ text: '', style, counter: null, newline: true })
    const counter = element.attribs['data-counter']
    if (counter === 'page' || counter === 'pages') runs.push({ text: '', style, counter, newline: false })
    for (const node of element.children) {
      if (isText(node)) runs.push(this.textRun(node.data, style))
      if (!isTag(node)) continue
      const names = [...chain, nameOf(node)]
      const own = this.style(names, style, node.attribs.style ?? '')
      if (own.display !== 'none') this.inline(node, names, own, runs)
    }
  }

  /** Letters and their marks together, as fonts have them: what was entered on some systems has them one by one. */
  private textRun(data: string, style: Style): Run {
    const plain = data.replace(/[ \t\r\n]+/g, ' ').normalize('NFC')
    const text = style.uppercase ? plain.toUpperCase() : plain
    this.more ||= needsMore(text)
    return { text, style, counter: null, newline: false }
  }

  private box(element: Element, chain: readonly ElementName[], style: Style): Box {
    if (element.name === 'table') return this.table(element, chain, style)
    if (style.display !== 'flex') return { kind: 'block', style, children: this.boxes(element.children, chain, style) }
    return { kind: 'row', style, cells: this.cells(element, chain, style) }
  }

  private cells(element: Element, chain: readonly ElementName[], style: Style): Cell[] {
    return element.children.filter(isTag).map(child => ({
      box: this.block(child, chain, style),
      span: Math.max(1, Math.min(50, Number(child.attribs.colspan ?? 1) || 1))
    }))
  }

  private table(element: Element, chain: readonly ElementName[], style: Style): TableBox {
    const header: RowBox[] = []
    const rows: RowBox[] = []
    const read = (node: ChildNode, names: readonly ElementName[], parent: Style, into: RowBox[]): void => {
      if (!isTag(node)) return
      const own = [...names, nameOf(node)]
      const ownStyle = this.style(own, parent, node.attribs.style ?? '')
      if (node.name === 'tr') into.push({ kind: 'row', style: ownStyle, cells: this.cells(node, own, ownStyle) })
      else for (const child of node.children) read(child, own, ownStyle, node.name === 'thead' ? header : rows)
    }
    for (const child of element.children) read(child, chain, style, rows)
    return { kind: 'table', style, header, rows }
  }
}

function nameOf(element: Element): ElementName {
  return { tag: element.name, classes: (element.attribs.class ?? '').split(/\s+/).filter(Boolean) }
}
