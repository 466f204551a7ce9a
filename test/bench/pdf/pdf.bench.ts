// One-page invoices per second on one core, template and embedded font included, against pdfkit drawing the same words in a core font.
import { readFileSync } from 'node:fs'
import { defaultTemplate, type InvoiceView, renderPdf, renderTemplate, sampleView } from '@farthing/kernel'
import PDFDocument from 'pdfkit'
import { hundredths } from '../hundredths.ts'
import { median } from '../median.ts'

const ROUNDS = 7
const DOCUMENTS = 150

const source = readFileSync(defaultTemplate, 'utf8')

async function ours(view: InvoiceView): Promise<number> {
  const rendered = renderTemplate('invoice.hbs', source, view)
  if (!rendered.ok) throw new Error(rendered.problem)
  return (await renderPdf(rendered.html, view.operator.name)).length
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(wordsOf) : []
}

function bound(view: InvoiceView): Promise<number> {
  return new Promise(resolve => {
    const pdf = new PDFDocument({ size: 'A4', margin: 40 })
    let bytes = 0
    pdf.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    pdf.on('end', () => resolve(bytes))
    wordsOf(view).forEach((word, index) => {
      pdf.fontSize(9).text(word, 40 + (index % 3) * 170, 40 + Math.trunc(index / 3) * 18, { lineBreak: false })
    })
    pdf.end()
  })
}

async function perSecond(make: (view: InvoiceView) => Promise<number>, round: number): Promise<number> {
  const begun = performance.now()
  for (let index = 0; index < DOCUMENTS; index++) await make(sampleView(round * DOCUMENTS + index))
  return (DOCUMENTS * 1000) / (performance.now() - begun)
}

const rates: [ours: number, bound: number][] = []
for (let round = 0; round <= ROUNDS; round++) {
  const taken: [number, number] = [await perSecond(ours, round), await perSecond(bound, round)]
  if (round > 0) rates.push(taken)
}
const [mine, theirs] = [median(rates.map(rate => rate[0])), median(rates.map(rate => rate[1]))]
console.log(
  JSON.stringify({
    bench: 'pdf',
    ratio: hundredths(mine / theirs),
    ours: Math.round(mine),
    bound: Math.round(theirs),
    unit: 'invoices/s',
    rss_mb: Math.round(process.memoryUsage.rss() / 1e6)
  })
)
