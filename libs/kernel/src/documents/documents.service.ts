// An invoice, or a note that corrects one, as HTML and as PDF, by the template of the rules under which it was made.
import { readFileSync } from 'node:fs'
import { Inject, Injectable } from '@nestjs/common'
import { NoteDocuments } from '../adjustments/index.ts'
import { InvoicesService } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { defaultTemplate, INVOICE_TEMPLATE, type InvoiceView, renderTemplate } from '../templates/index.ts'
import { viewOfInvoice } from './view-of-invoice.ts'
import { viewOfNote } from './view-of-note.ts'

export type DocumentRefusal = 'unknown-invoice' | 'template-broken'
export type NoteRefusal = 'unknown-adjustment' | 'no-document' | 'template-broken'

@Injectable()
export class DocumentsService {
  private readonly standard = { file: 'the built-in template', source: readFileSync(defaultTemplate, 'utf8') }

  constructor(
    @Inject(NoteDocuments) private readonly notes: NoteDocuments,
    @Inject(InvoicesService) private readonly invoices: InvoicesService,
    @Inject(RulesHost) private readonly rulesHost: RulesHost
  ) {}

  /** @param reference an invoice's number, or its id while it has none */
  async html(reference: string): Promise<Outcome<string, DocumentRefusal>> {
    const document = await this.invoices.document(reference)
    if (document === undefined) {
      return { ok: false, reason: 'unknown-invoice', detail: `There is no invoice ${reference}.` }
    }
    return this.#rendered(document.invoice.knownAt, document.invoice.billDate, viewOfInvoice(document))
  }

  async pdf(reference: string): Promise<Outcome<Buffer, DocumentRefusal>> {
    return printed(await this.html(reference))
  }

  /** @param reference a note's number, or its id while it has none */
  async noteHtml(reference: string): Promise<Outcome<string, NoteRefusal>> {
    const document = await this.notes.find(reference)
    if (document === undefined) {
      return { ok: false, reason: 'unknown-adjustment', detail: `There is no adjustment ${reference}.` }
    }
    const { date, decidedAt, kind, proposedAt } = document.note
    if (kind === 'write-off')
      return {
        ok: false,
        reason: 'no-document',
        detail: 'A write-off is not told to the customer: it has no document.'
      }
    return this.#rendered(decidedAt ?? proposedAt, date ?? document.invoice.billDate, viewOfNote(document))
  }

  async notePdf(reference: string): Promise<Outcome<Buffer, NoteRefusal>> {
    return printed(await this.noteHtml(reference))
  }

  async #rendered(
    knownAt: Temporal.Instant,
    on: Temporal.PlainDate,
    view: InvoiceView
  ): Promise<Outcome<string, 'template-broken'>> {
    const { file, source } = await this.#template(knownAt, on)
    const rendered = renderTemplate(file, source, view)
    if (rendered.ok) return { ok: true, value: rendered.html }
    const { column, line, problem } = rendered
    return { ok: false, reason: 'template-broken', detail: `${rendered.file}:${line}:${column}: ${problem}` }
  }

  async #template(knownAt: Temporal.Instant, on: Temporal.PlainDate): Promise<{ file: string; source: string }> {
    const version = (await this.rulesHost.books(knownAt)).own.at(on)?.version
    const own = version === undefined ? undefined : (await this.rulesHost.files(version))?.get(INVOICE_TEMPLATE)
    return own === undefined ? this.standard : { file: INVOICE_TEMPLATE, source: own }
  }
}

/** What draws PDFs is loaded with the first one: fonts and compression are a tenth of all that a kernel would load at its start. */
async function printed<Reason extends string>(html: Outcome<string, Reason>): Promise<Outcome<Buffer, Reason>> {
  if (!html.ok) return html
  const { renderPdf } = await import('./paper/render-pdf.ts')
  return { ok: true, value: await renderPdf(html.value, 'Farthing') }
}
