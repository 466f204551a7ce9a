export { defaultTemplate } from './default-template.ts'
export type { AnnexView, InvoiceGroupView, InvoiceView } from './invoice-view.ts'
export { renderPdf } from './paper/render-pdf.ts'
export { type RenderedTemplate, renderTemplate } from './template.ts'
