import type { Diagnostic } from '@farthing/rules-language'
import { INVOICE_TEMPLATE } from './default-template.ts'
import type { AnnexView } from './invoice-view.ts'
import { sampleView } from './sample-view.ts'
import { renderTemplate } from './template.ts'

const ANNEX: AnnexView = {
  title: 'Voice',
  label: '0412 345 671',
  rows: [
    { when: '3 Oct 2026, 10:00', to: '+61293334444', zone: 'national', band: 'peak', quantity: '61 s', amount: '0.765' }
  ],
  count: '1 call',
  quantity: '1 min 30 s',
  total: '0.765'
}

/** Tries each template of a rules folder on a sample document, with and without its optional parts. */
export function checkTemplates(files: ReadonlyMap<string, string>): Diagnostic[] {
  return [...files].filter(([file]) => file.endsWith('.hbs')).flatMap(([file, source]) => checkTemplate(file, source))
}

function checkTemplate(file: string, source: string): Diagnostic[] {
  if (file !== INVOICE_TEMPLATE) {
    return [broken(file, 1, `no document is made from ${file}: the template of invoices is ${INVOICE_TEMPLATE}`)]
  }
  const view = sampleView(1)
  for (const tried of [view, { ...view, annex: [ANNEX], invoice: { ...view.invoice, draft: true } }]) {
    const rendered = renderTemplate(file, source, tried)
    if (!rendered.ok) return [broken(file, rendered.line ?? 1, rendered.problem)]
  }
  return []
}

function broken(file: string, line: number, message: string): Diagnostic {
  return { code: 'R0180', severity: 'error', message, file, line, column: 1, endLine: line, endColumn: 2 }
}
