// One font file parsed, subset and compressed once per process and shared by every document: doing that per document is what makes PDFs slow.
import { deflateSync } from 'node:zlib'
import { create, type Font } from 'fontkit'

interface SharedGlyph {
  readonly id: number
  readonly advanceWidth: number
  readonly codePoints: readonly number[]
}

interface GlyphPosition {
  xAdvance: number
  yAdvance: number
  xOffset: number
  yOffset: number
  advanceWidth?: number
}

/** What fontkit's subset really does; its published types lag behind. */
interface Subset {
  includeGlyph(id: number): number
  encode(): Uint8Array
}

class SharedRun {
  constructor(
    readonly glyphs: readonly SharedGlyph[],
    readonly positions: GlyphPosition[]
  ) {}

  get advanceWidth(): number {
    let width = 0
    for (const position of this.positions) width += position.xAdvance
    return width
  }
}

/**
 * Looks like a fontkit font to pdfkit. Digits are tabular so that columns of amounts line up; pairs are kerned.
 * Characters outside the shared ranges show as the font's "missing" box.
 */
export class SharedFont {
  readonly postscriptName: string
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  readonly xHeight: number
  readonly capHeight: number
  readonly lineGap: number
  readonly bbox: Font['bbox']
  readonly italicAngle = 0
  readonly post = { isFixedPitch: false }
  readonly head = { macStyle: { italic: false } }
  /** The subset font file and the same bytes deflated, ready to be written into any document. */
  readonly file: Uint8Array
  readonly packedFile: Uint8Array
  /** Widths of the shared glyphs in thousandths, by glyph id. */
  readonly widths: number[] = []
  /** The deflated table by which readers turn glyphs back into text. */
  readonly packedUnicode: Uint8Array
  private readonly glyphs = new Map<number, SharedGlyph>()
  private readonly kerning = new Map<number, number>()
  private readonly missing: SharedGlyph
  private readonly source: Font

  /** `ranges` of characters; of two that look the same the first one is what readers get back. */
  constructor(bytes: Uint8Array, ranges: readonly (readonly [number, number])[]) {
    const font = create(Buffer.from(bytes)) as Font
    this.source = font
    this.postscriptName = font.postscriptName
    this.unitsPerEm = font.unitsPerEm
    this.ascent = font.ascent
    this.descent = font.descent
    this.xHeight = font.xHeight
    this.capHeight = font.capHeight
    this.lineGap = font.lineGap
    this.bbox = font.bbox
    const subset = font.createSubset() as unknown as Subset
    this.missing = { id: 0, advanceWidth: font.getGlyph(0).advanceWidth, codePoints: [0] }
    this.widths[0] = (this.missing.advanceWidth * 1000) / this.unitsPerEm
    for (const [first, last] of ranges) {
      for (let codePoint = first; codePoint <= last; codePoint++) this.share(codePoint, subset)
    }
    this.file = subset.encode()
    this.packedFile = deflateSync(this.file, { level: 9 })
    this.packedUnicode = deflateSync(Buffer.from(unicodeMap([...this.glyphs.values()]), 'latin1'), { level: 9 })
  }

  layout(text: string): SharedRun {
    const glyphs: SharedGlyph[] = []
    const positions: GlyphPosition[] = []
    let previous = -1
    for (const character of text) {
      const codePoint = character.codePointAt(0) as number
      const glyph = this.glyphs.get(codePoint) ?? this.missing
      const last = positions.at(-1)
      if (last) last.xAdvance += this.kern(previous, codePoint)
      glyphs.push(glyph)
      positions.push({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 })
      previous = codePoint
    }
    return new SharedRun(glyphs, positions)
  }

  /** Width of a text in thousandths of the font size. */
  width(text: string): number {
    let units = 0
    let previous = -1
    for (let index = 0; index < text.length; index++) {
      const codePoint = text.codePointAt(index) as number
      if (codePoint > 0xffff) index++
      units += (this.glyphs.get(codePoint) ?? this.missing).advanceWidth
      if (previous >= 0) units += this.kern(previous, codePoint)
      previous = codePoint
    }
    return (units * 1000) / this.unitsPerEm
  }

  getGlyph(): SharedGlyph {
    return this.missing
  }

  /** pdfkit asks each document's font for a subset; all of them answer with the shared one, whose glyph ids are final. */
  createSubset(): Subset {
    return { includeGlyph: id => id, encode: () => this.file }
  }

  private share(codePoint: number, subset: Subset): void {
    if (this.glyphs.has(codePoint) || !this.source.hasGlyphForCodePoint(codePoint)) return
    const text = String.fromCodePoint(codePoint)
    const isDigit = codePoint >= 0x30 && codePoint <= 0x39
    const glyph = this.source.layout(text, isDigit ? ['tnum'] : []).glyphs[0]
    if (!glyph) return
    const id = subset.includeGlyph(glyph.id)
    this.widths[id] = (glyph.advanceWidth * 1000) / this.unitsPerEm
    this.glyphs.set(codePoint, {
      id,
      advanceWidth: glyph.advanceWidth,
      codePoints: [codePoint]
    })
  }

  private kern(left: number, right: number): number {
    const pair = left * 0x10000 + right
    const known = this.kerning.get(pair)
    if (known !== undefined) return known
    const units = this.measureKerning(left, right)
    if (this.kerning.size < 50_000) this.kerning.set(pair, units)
    return units
  }

  private measureKerning(left: number, right: number): number {
    const isDigit = (codePoint: number): boolean => codePoint >= 0x30 && codePoint <= 0x39
    if (isDigit(left) || isDigit(right) || !this.glyphs.has(left) || !this.glyphs.has(right)) return 0
    const together = this.source.layout(String.fromCodePoint(left, right), { calt: false })
    const [first] = together.glyphs
    const [position] = together.positions
    return first && position && together.glyphs.length === 2 ? position.xAdvance - first.advanceWidth : 0
  }
}

/** A ToUnicode CMap (PDF 32000-1, 9.10.3); all shared characters lie in the basic plane. */
function unicodeMap(glyphs: readonly SharedGlyph[]): string {
  const first = new Map(glyphs.toReversed().map(glyph => [glyph.id, glyph]))
  const told = glyphs.filter(glyph => first.get(glyph.id) === glyph)
  const hex = (value: number): string => value.toString(16).padStart(4, '0')
  const blocks: string[] = []
  for (let at = 0; at < told.length; at += 100) {
    const lines = told.slice(at, at + 100).map(glyph => `<${hex(glyph.id)}> <${hex(glyph.codePoints[0] as number)}>`)
    blocks.push(`${lines.length} beginbfchar\n${lines.join('\n')}\nendbfchar`)
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end'
  ].join('\n')
}
