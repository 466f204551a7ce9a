// The part of CSS that paper understands: element and class selectors, descendants, and the properties of `Style`.
// Rules for screens only stand in `@media screen { ... }`, which paper skips.

export interface Style {
  readonly fontSize: number
  readonly bold: boolean
  readonly color: string
  readonly background: string | null
  readonly margin: Sides
  readonly padding: Sides
  readonly borderTop: Border | null
  readonly borderBottom: Border | null
  readonly align: 'left' | 'right' | 'center'
  readonly lineHeight: number
  readonly letterSpacing: number
  readonly uppercase: boolean
  readonly display: 'block' | 'flex' | 'inline' | 'none'
  /** Points, or a share of the container when `unit` is `%`. */
  readonly width: { readonly value: number; readonly unit: 'pt' | '%' } | null
  readonly breakBefore: boolean
  readonly keepTogether: boolean
  readonly keepWithNext: boolean
  readonly radius: number
}

export interface Sides {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

export interface Border {
  readonly width: number
  readonly color: string
}

export interface StyleRule {
  /** Simple selectors from outermost to innermost: `{ tag: 'td', classes: ['amount'] }`. */
  readonly path: readonly { readonly tag: string | null; readonly classes: readonly string[] }[]
  readonly declarations: readonly (readonly [property: string, value: string])[]
  readonly weight: number
}

const NO_SIDES: Sides = { top: 0, right: 0, bottom: 0, left: 0 }
const INLINE_TAGS = new Set(['a', 'b', 'br', 'em', 'i', 'small', 'span', 'strong'])
const HIDDEN_TAGS = new Set(['head', 'script', 'style', 'title', 'meta', 'link'])

export const ROOT_STYLE: Style = {
  fontSize: 9.5,
  bold: false,
  color: '#000000',
  background: null,
  margin: NO_SIDES,
  padding: NO_SIDES,
  borderTop: null,
  borderBottom: null,
  align: 'left',
  lineHeight: 1.4,
  letterSpacing: 0,
  uppercase: false,
  display: 'block',
  width: null,
  breakBefore: false,
  keepTogether: false,
  keepWithNext: false,
  radius: 0
}

export function parseStyleSheet(css: string): StyleRule[] {
  const text = css.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
  const rules: StyleRule[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{', at)
    if (open < 0) break
    const prelude = text.slice(at, open).trim()
    const close = endOfBlock(text, open)
    const body = text.slice(open + 1, close)
    if (prelude.startsWith('@media print')) rules.push(...parseStyleSheet(body))
    else if (!prelude.startsWith('@')) rules.push(...styleRules(prelude, body))
    at = close + 1
  }
  return rules
}

function endOfBlock(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}

function styleRules(prelude: string, body: string): StyleRule[] {
  const declarations = body
    .split(';')
    .map(part => part.split(':'))
    .filter(pair => pair.length === 2)
    .map(([property, value]) => [(property as string).trim(), (value as string).trim()] as const)
  return prelude.split(',').map(selector => {
    const path = selector
      .trim()
      .split(/\s+/)
      .map(simple => {
        const [tag, ...classes] = simple.split('.')
        return { tag: tag || null, classes }
      })
    const weight = path.reduce((sum, part) => sum + part.classes.length * 100 + (part.tag ? 1 : 0), 0)
    return { path, declarations, weight }
  })
}

export interface ElementName {
  readonly tag: string
  readonly classes: readonly string[]
}

/** The style of an element whose ancestors (outermost first) and parent style are known. Inherits what CSS inherits. */
export function styleOf(
  chain: readonly ElementName[],
  parent: Style,
  rules: readonly StyleRule[],
  inline: string
): Style {
  const { tag } = chain.at(-1) as ElementName
  const style: Mutable<Style> = {
    ...ROOT_STYLE,
    fontSize: parent.fontSize,
    bold: parent.bold || tag === 'b' || tag === 'strong' || tag === 'th',
    color: parent.color,
    align: parent.align,
    lineHeight: parent.lineHeight,
    letterSpacing: parent.letterSpacing,
    uppercase: parent.uppercase,
    keepWithNext: /^h[1-6]$/.test(tag),
    display: HIDDEN_TAGS.has(tag) ? 'none' : INLINE_TAGS.has(tag) ? 'inline' : 'block'
  }
  const matching = rules.filter(rule => matches(rule, chain)).sort((a, b) => a.weight - b.weight)
  for (const rule of matching) for (const [property, value] of rule.declarations) apply(style, property, value)
  for (const [property, value] of styleRules('x', inline)[0]?.declarations ?? []) apply(style, property, value)
  return style
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function matches(rule: StyleRule, chain: readonly ElementName[]): boolean {
  let at = chain.length - 1
  for (let index = rule.path.length - 1; index >= 0; index--) {
    const part = rule.path[index] as StyleRule['path'][number]
    const fits = (name: ElementName): boolean =>
      (part.tag === null || part.tag === '*' || part.tag === name.tag) &&
      part.classes.every(c => name.classes.includes(c))
    if (index === rule.path.length - 1) {
      if (!fits(chain[at] as ElementName)) return false
      at--
      continue
    }
    while (at >= 0 && !fits(chain[at] as ElementName)) at--
    if (at < 0) return false
    at--
  }
  return true
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, px: 0.75, mm: 72 / 25.4, cm: 72 / 2.54, in: 72 }

function length(value: string, fontSize: number): number {
  const match = /^(-?\d*\.?\d+)(pt|px|mm|cm|in|em|rem)?$/.exec(value)
  if (!match) return 0
  const number = Number(match[1])
  if (match[2] === 'em') return number * fontSize
  if (match[2] === 'rem') return number * ROOT_STYLE.fontSize
  return number * (POINTS[match[2] ?? 'px'] ?? 1)
}

function sides(value: string, fontSize: number): Sides {
  const parts = value.split(/\s+/).map(part => length(part, fontSize))
  const [top = 0, right = top, bottom = top, left = right] = parts
  return { top, right, bottom, left }
}

function border(value: string, fontSize: number): Border | null {
  if (value === 'none' || value === '0') return null
  const [width = '0', , color = '#000000'] = value.split(/\s+/)
  return { width: length(width, fontSize), color }
}

type Setter = (style: Mutable<Style>, value: string) => void

const side =
  (box: 'margin' | 'padding', name: keyof Sides): Setter =>
  (style, value) => {
    style[box] = { ...style[box], [name]: length(value, style.fontSize) }
  }

const SETTERS: Readonly<Record<string, Setter>> = {
  'font-size': (style, value) => (style.fontSize = length(value, style.fontSize)),
  'font-weight': (style, value) => (style.bold = value === 'bold' || Number(value) >= 600),
  color: (style, value) => (style.color = value),
  background: (style, value) => (style.background = value === 'none' ? null : value),
  'background-color': (style, value) => (style.background = value),
  margin: (style, value) => (style.margin = sides(value, style.fontSize)),
  'margin-top': side('margin', 'top'),
  'margin-right': side('margin', 'right'),
  'margin-bottom': side('margin', 'bottom'),
  'margin-left': side('margin', 'left'),
  padding: (style, value) => (style.padding = sides(value, style.fontSize)),
  'padding-top': side('padding', 'top'),
  'padding-right': side('padding', 'right'),
  'padding-bottom': side('padding', 'bottom'),
  'padding-left': side('padding', 'left'),
  'border-top': (style, value) => (style.borderTop = border(value, style.fontSize)),
  'border-bottom': (style, value) => (style.borderBottom = border(value, style.fontSize)),
  'border-radius': (style, value) => (style.radius = length(value, style.fontSize)),
  'text-align': (style, value) => (style.align = value === 'right' || value === 'center' ? value : 'left'),
  'line-height': (style, value) => (style.lineHeight = Number(value) || style.lineHeight),
  'letter-spacing': (style, value) => (style.letterSpacing = length(value, style.fontSize)),
  'text-transform': (style, value) => (style.uppercase = value === 'uppercase'),
  display: (style, value) => {
    if (value === 'none' || value === 'flex' || value === 'inline' || value === 'block') style.display = value
  },
  width: (style, value) => {
    const share = /^(\d*\.?\d+)%$/.exec(value)
    style.width = share ? { value: Number(share[1]), unit: '%' } : { value: length(value, style.fontSize), unit: 'pt' }
  },
  'page-break-before': (style, value) => (style.breakBefore = value === 'always'),
  'break-before': (style, value) => (style.breakBefore = value === 'page' || value === 'always'),
  'break-after': (style, value) => (style.keepWithNext = value === 'avoid'),
  'break-inside': (style, value) => (style.keepTogether = value === 'avoid')
}

function apply(style: Mutable<Style>, property: string, value: string): void {
  if (Object.hasOwn(SETTERS, property)) SETTERS[property]?.(style, value)
}
