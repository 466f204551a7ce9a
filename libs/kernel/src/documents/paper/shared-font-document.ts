// A pdfkit document whose fonts are shared with all others: the font file goes in already deflated.
import PDFDocument from 'pdfkit'
import type { Fonts } from './measure.ts'
import type { SharedFont } from './shared-font.ts'

interface Reference {
  data: Record<string, unknown>
  compress: boolean
  write(chunk: Uint8Array): void
  end(chunk?: Uint8Array): void
}

/** The inside of pdfkit's embedded font that sharing replaces. */
interface EmbeddedFont {
  widths: number[]
  unicode: (readonly number[])[]
  toUnicodeCmap(): Reference
}

export interface TextPlacement {
  readonly x: number
  readonly baseline: number
  readonly size: number
  readonly bold: boolean
  readonly color: string
  readonly spacing: number
}

export interface DocumentOptions {
  readonly fonts: Fonts
  readonly info: PDFKit.DocumentInfo
  readonly language: string
}

export class SharedFontDocument extends PDFDocument {
  private readonly shared: Fonts

  constructor(options: DocumentOptions) {
    super({
      size: 'A4',
      margin: 0,
      info: options.info,
      lang: options.language,
      bufferPages: true,
      pdfVersion: '1.7',
      // pdfkit's types know font names only; at run time it takes a parsed font as well.
      font: options.fonts.regular as unknown as string
    })
    this.shared = options.fonts
    this.share('regular', options.fonts.regular)
    this.share('bold', options.fonts.bold)
  }

  /** Glyph ids of the shared subset are the same in every document, and so are widths and the way back to text. */
  private share(name: string, font: SharedFont): void {
    this.registerFont(name, font as unknown as string)
    this.font(name)
    const embedded = (this as unknown as { _font: EmbeddedFont })._font
    embedded.widths = font.widths
    embedded.unicode = []
    embedded.toUnicodeCmap = () => {
      const map = this.ref({ Filter: 'FlateDecode' }) as unknown as Reference
      map.end(font.packedUnicode)
      return map
    }
  }

  /** Streams of font files are recognised by identity and written as they are. */
  override ref(data?: Record<string, unknown>): PDFKit.PDFKitReference {
    const reference = super.ref(data as Record<string, unknown>) as unknown as Reference
    if (data === undefined) {
      const end = reference.end
      reference.end = chunk => {
        const font = chunk && this.fontOf(chunk)
        if (!font) return end.call(reference, chunk)
        reference.compress = false
        reference.data.Filter = 'FlateDecode'
        reference.data.Length1 = font.file.length
        end.call(reference, font.packedFile)
      }
    }
    return reference as unknown as PDFKit.PDFKitReference
  }

  write(text: string, place: TextPlacement): void {
    const font = place.bold ? this.shared.bold : this.shared.regular
    this.font(place.bold ? 'bold' : 'regular')
      .fontSize(place.size)
      .fillColor(place.color)
    this.text(text, place.x, place.baseline, {
      lineBreak: false,
      baseline: 'alphabetic',
      characterSpacing: place.spacing,
      textWidth: (font.width(text) * place.size) / 1000,
      wordCount: 1
    } as PDFKit.Mixins.TextOptions)
  }

  private fontOf(chunk: Uint8Array): Fonts['regular'] | undefined {
    const { regular, bold } = this.shared ?? {}
    return chunk === regular?.file ? regular : chunk === bold?.file ? bold : undefined
  }
}
