// Reads back the words of a PDF that `renderPdf` wrote, page by page: for specs.
import { inflateSync } from 'node:zlib'

interface PdfObject {
  readonly head: string
  readonly stream: string
}

/** @returns the text of each page, its pieces joined by `|` in the order in which they were painted */
export function readPdfPages(pdf: Buffer): string[] {
  const objects = readObjects(pdf.toString('latin1'))
  const fonts = fontMaps(objects)
  const pages = [...objects.values()].filter(object => /\/Type \/Page\b/.test(object.head))
  return pages.map(page => {
    const contents = /\/Contents (\d+) 0 R/.exec(page.head)?.[1] ?? ''
    return readText(objects.get(contents)?.stream ?? '', fonts)
  })
}

function readObjects(text: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id, body] = match as unknown as [string, string, string]
    const at = body.indexOf('stream\n')
    const head = at < 0 ? body : body.slice(0, at)
    const raw = at < 0 ? '' : body.slice(at + 7, body.lastIndexOf('\nendstream'))
    const stream = head.includes('/FlateDecode') ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw
    objects.set(id, { head, stream })
  }
  return objects
}

function fontMaps(objects: ReadonlyMap<string, PdfObject>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>()
  for (const { head } of objects.values()) {
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id as string)?.head ?? '')?.[1]
      const pairs = objects.get(map ?? '')?.stream.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})>/g) ?? []
      const letters = [...pairs].map(
        ([, glyph, code]) => [glyph as string, String.fromCharCode(Number.parseInt(code as string, 16))] as const
      )
      fonts.set(name as string, new Map(letters))
    }
  }
  return fonts
}

function readText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const pieces: string[] = []
  let font: ReadonlyMap<string, string> | undefined
  for (const match of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (match[1]) font = fonts.get(match[1])
    else {
      const glyphs = [...(match[2] ?? '').matchAll(/<([0-9a-f]+)>/g)].flatMap(
        ([, hex]) => (hex as string).match(/.{4}/g) ?? []
      )
      pieces.push(glyphs.map(glyph => font?.get(glyph) ?? '?').join(''))
    }
  }
  return pieces.join('|')
}
