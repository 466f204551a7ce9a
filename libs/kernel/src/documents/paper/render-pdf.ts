// HTML of a template in, PDF out: the same HTML that a browser shows.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readHtml } from './box-tree.ts'
import { MORE_RANGES, USUAL_RANGES } from './font-ranges.ts'
import { type Fonts, Measure } from './measure.ts'
import { Painter } from './painter.ts'
import { SharedFont } from './shared-font.ts'
import { SharedFontDocument } from './shared-font-document.ts'

const MARGINS = { top: 42, right: 48, bottom: 36, left: 48 }
const A4 = { width: 595.28, height: 841.89 }
const FONT_PACKAGE = '@expo-google-fonts/inter'

const fonts = new Map<boolean, Fonts>()

/** Inter (SIL Open Font Licence), parsed and subset once per process: about a second of work the first time, and once again for `more` letters. */
export function sharedFonts(more: boolean): Fonts {
  const known = fonts.get(more)
  if (known) return known
  const { resolve } = createRequire(import.meta.url)
  const ranges = more ? [...USUAL_RANGES, ...MORE_RANGES] : USUAL_RANGES
  const load = (file: string): SharedFont => new SharedFont(readFileSync(resolve(`${FONT_PACKAGE}/${file}`)), ranges)
  const made = { regular: load('400Regular/Inter_400Regular.ttf'), bold: load('600SemiBold/Inter_600SemiBold.ttf') }
  fonts.set(more, made)
  return made
}

/**
 * @param html a whole HTML document; `style-sheet.ts` lists the CSS that paper understands
 * @returns the bytes of an A4 PDF
 * @throws RangeError when the template nests too deep
 */
export async function renderPdf(html: string, author: string): Promise<Buffer> {
  const document = readHtml(html)
  const shared = sharedFonts(document.more)
  const measure = new Measure(shared)
  const width = A4.width - MARGINS.left - MARGINS.right
  const footerHeight = document.footer ? measure.height(document.footer, width) : 0
  const pdf = new SharedFontDocument({
    fonts: shared,
    info: { Title: document.title, Author: author, Producer: 'Farthing', Creator: 'Farthing' },
    language: document.language
  })
  const bytes = collect(pdf)
  const bottom = A4.height - MARGINS.bottom - footerHeight
  const painter = new Painter(pdf, measure, { left: MARGINS.left, top: MARGINS.top, width, bottom })
  painter.flow(document.body)
  painter.finish(document.footer)
  pdf.end()
  return bytes
}

function collect(pdf: SharedFontDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
