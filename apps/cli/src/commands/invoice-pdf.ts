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

/** `farthing invoice pdf INV-000123`: writes INV-000123.pdf here, or where --output says. */
export async function invoicePdf(number: string, options: InvoicePdfOptions, terminal: Terminal): Promise<void> {
  const document = await withKernel({ command: 'farthing invoice pdf' }, async kernel => {
    const documents = kernel.get(DocumentsService)
    const made = options.html ? await documents.html(number) : await documents.pdf(number)
    if (!made.ok) throw new FoundProblem(made.detail)
    return made.value
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
