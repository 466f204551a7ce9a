// An invoice as HTML and as PDF, by the template of the rules under which it was made.
import { readFileSync } from 'node:fs'
import { Inject, Injectable } from '@nestjs/common'
import { InvoicesService } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { renderPdf } from './paper/render-pdf.ts'
import { defaultTemplate, INVOICE_TEMPLATE, renderTemplate } from '../templates/index.ts'
import { viewOfInvoice } from './view-of-invoice.ts'

export type DocumentRefusal = 'unknown-invoice' | 'template-broken'

@Injectable()
export class DocumentsService {
  private readonly standard = { file: 'the built-in template', source: readFileSync(defaultTemplate, 'utf8') }

  constructor(
    @Inject(InvoicesService) private readonly invoices: InvoicesService,
    @Inject(RulesHost) private readonly rulesHost: RulesHost
  ) {}

  /** @param reference an invoice's number, or its id while it has none */
  async html(reference: string): Promise<Outcome<string, DocumentRefusal>> {
    const document = await this.invoices.document(reference)
    if (document === undefined) {
      return { ok: false, reason: 'unknown-invoice', detail: `There is no invoice ${reference}.` }
    }
    const { file, source } = await this.#template(document.invoice.knownAt, document.invoice.billDate)
    const rendered = renderTemplate(file, source, viewOfInvoice(document))
    if (rendered.ok) return { ok: true, value: rendered.html }
    const { column, line, problem } = rendered
    return { ok: false, reason: 'template-broken', detail: `${rendered.file}:${line}:${column}: ${problem}` }
  }

  async pdf(reference: string): Promise<Outcome<Buffer, DocumentRefusal>> {
    const html = await this.html(reference)
    return html.ok ? { ok: true, value: await renderPdf(html.value, 'Farthing') } : html
  }

  async #template(knownAt: Temporal.Instant, on: Temporal.PlainDate): Promise<{ file: string; source: string }> {
    const version = (await this.rulesHost.book(knownAt)).at(on)?.version
    const own = version === undefined ? undefined : (await this.rulesHost.files(version))?.get(INVOICE_TEMPLATE)
    return own === undefined ? this.standard : { file: INVOICE_TEMPLATE, source: own }
  }
}
