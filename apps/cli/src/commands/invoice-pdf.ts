import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { DocumentsService } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface InvoicePdfOptions {
  readonly output?: string
  /** As a browser shows it. */
  readonly html?: true
  readonly json?: true
}

/** `farthing invoice pdf INV-000123`: writes INV-000123.pdf here, or where --output says; of CN-000001 too. */
export async function invoicePdf(number: string, options: InvoicePdfOptions, terminal: Terminal): Promise<void> {
  const document = await withKernel({ command: 'farthing invoice pdf' }, async kernel => {
    const documents = kernel.get(DocumentsService)
    const invoice = options.html ? await documents.html(number) : await documents.pdf(number)
    if (invoice.ok) return invoice.value
    const note = options.html ? await documents.noteHtml(number) : await documents.notePdf(number)
    if (note.ok) return note.value
    throw new FoundProblem(note.reason === 'unknown-adjustment' ? invoice.detail : note.detail)
  })
  const file = resolve(options.output ?? `${number}.${options.html ? 'html' : 'pdf'}`)
  try {
    writeFileSync(file, document)
  } catch (problem) {
    throw new CallProblem(`${file} cannot be written: ${(problem as Error).message}`)
  }
  const bytes = Buffer.byteLength(document)
  terminal.out(options.json ? `${JSON.stringify({ invoice: number, file, bytes })}\n` : `${file}\n`)
}
