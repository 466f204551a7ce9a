import type { Diagnostic, Message } from '@farthing/rules-language'
import { checkMessageTemplates } from './check-message-templates.ts'
import { INVOICE_TEMPLATE } from './default-template.ts'
import type { AnnexView } from './invoice-view.ts'
import { sampleView } from './sample-view.ts'
import { renderTemplate } from './template.ts'
import type { TemplatePlace } from './template-fault.ts'

const ANNEX: AnnexView = {
  title: 'Voice',
  label: '0412 345 671',
  callers: true,
  rows: [
    {
      when: '3 Oct 2026, 10:00',
      from: '+61399990000',
      to: '+61293334444',
      zone: 'national',
      band: 'peak',
      quantity: '61 s',
      amount: '0.765'
    }
  ],
  count: '1 call',
  quantity: '1 min 30 s',
  total: '0.765'
}

/** Tries the template of a document on a sample, with and without its optional parts; those of messages name facts only. `messages` null: unknown, of rules that are wrong. */
export function checkTemplates(files: ReadonlyMap<string, string>, messages: readonly Message[] | null): Diagnostic[] {
  if (messages === null) return checkTemplates(new Map([...files].filter(([file]) => file === INVOICE_TEMPLATE)), [])
  const ofMessages = new Set(messages.flatMap(({ templates }) => templates.map(({ file }) => file)))
  const documents = [...files].filter(([file]) => file.endsWith('.hbs') && !ofMessages.has(file))
  return [
    ...documents.flatMap(([file, source]) => checkTemplate(file, source)),
    ...checkMessageTemplates(messages, files)
  ]
}

function checkTemplate(file: string, source: string): Diagnostic[] {
  if (file !== INVOICE_TEMPLATE) {
    return [
      broken(
        file,
        { line: 1, column: 1 },
        `no document is made from ${file}: the template of invoices is ${INVOICE_TEMPLATE}`
      )
    ]
  }
  const view = sampleView(1)
  const note = { ...view, document: { ...view.document, corrects: 'INV-000001', reason: 'Outage', remark: 'Sorry.' } }
  for (const tried of [view, { ...view, annex: [ANNEX], invoice: { ...view.invoice, draft: true } }, note]) {
    const rendered = renderTemplate(file, source, tried)
    if (!rendered.ok) return [broken(file, rendered, rendered.problem)]
  }
  return []
}

function broken(file: string, { line, column }: TemplatePlace, message: string): Diagnostic {
  return { code: 'R0180', severity: 'error', message, file, line, column, endLine: line, endColumn: column + 1 }
}
