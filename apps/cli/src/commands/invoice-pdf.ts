import { join, resolve } from 'node:path'
import { BillingRunService, DocumentsService, InvoicesService } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem, valueOf } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { makeFolder, writeInto } from '../written.ts'
import { countIssued, foundRun } from './found-run.ts'

export interface InvoicePdfOptions {
  readonly output?: string
  /** As a browser shows it. */
  readonly html?: true
  /** All issued invoices of it. */
  readonly run?: string
  /** Folder, with `run`. */
  readonly out?: string
  readonly json?: true
}

const A_PAGE = 200

/** `farthing invoice pdf INV-000123`: writes INV-000123.pdf here, or where --output says; of CN-000001 too. With --run all of a run. */
export async function invoicePdf(
  number: string | undefined,
  options: InvoicePdfOptions,
  terminal: Terminal
): Promise<void> {
  if ((number === undefined) === (options.run === undefined))
    throw new CallProblem('Name an invoice, or a run with --run: one of them.')
  if (number === undefined) return pdfsOfRun(options, terminal)
  if (options.out !== undefined) throw new CallProblem('--out is a folder for all of a run: say --output for one.')
  const document = await withKernel({ command: 'farthing invoice pdf' }, async kernel => {
    const documents = kernel.get(DocumentsService)
    const invoice = options.html ? await documents.html(number) : await documents.pdf(number)
    if (invoice.ok) return invoice.value
    const note = options.html ? await documents.noteHtml(number) : await documents.notePdf(number)
    if (note.ok) return note.value
    throw new FoundProblem(note.reason === 'unknown-adjustment' ? invoice.detail : note.detail)
  })
  const file = resolve(options.output ?? fileOf(number, options))
  writeInto(file, document)
  const bytes = Buffer.byteLength(document)
  terminal.out(options.json ? `${JSON.stringify({ invoice: number, file, bytes })}\n` : `${file}\n`)
}

/** One after the other, so that memory stays flat however many there are. A document that is there already is written anew. */
async function pdfsOfRun(options: InvoicePdfOptions, terminal: Terminal): Promise<void> {
  const { json, out, output, run = '' } = options
  if (output !== undefined) throw new CallProblem('--output is a file for one invoice: say --out FOLDER with --run.')
  const folder = resolve(out ?? '.')
  makeFolder(folder)
  const documents = await withKernel({ command: 'farthing invoice pdf' }, async kernel => {
    const service = kernel.get(DocumentsService)
    const issued = countIssued(await foundRun(kernel.get(BillingRunService), run))
    const progress = openProgress(terminal, 'printing', 'invoices')
    let count = 0
    try {
      for await (const number of issuedOf(kernel, run)) {
        const document = options.html ? valueOf(await service.html(number)) : valueOf(await service.pdf(number))
        writeInto(join(folder, fileOf(number, options)), document)
        progress.at((count += 1), issued)
      }
    } finally {
      progress.end()
    }
    return count
  })
  terminal.out(
    json ? `${JSON.stringify({ run, folder, documents })}\n` : `${counted(documents, 'document')} in ${folder}\n`
  )
}

async function* issuedOf(kernel: INestApplicationContext, run: string): AsyncGenerator<string> {
  let after: string | undefined
  do {
    const search = { run, status: 'issued', sort: 'date', order: 'asc', limit: A_PAGE, after } as const
    const page = valueOf(await kernel.get(InvoicesService).search(search))
    for (const { number } of page.invoices) if (number !== null) yield number
    after = page.next ?? undefined
  } while (after !== undefined)
}

function fileOf(number: string, { html }: InvoicePdfOptions): string {
  return `${number}.${html ? 'html' : 'pdf'}`
}
