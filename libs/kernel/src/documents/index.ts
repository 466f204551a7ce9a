export { DocumentsModule } from './documents.module.ts'
export { type DocumentRefusal, DocumentsService } from './documents.service.ts'
export { renderPdf } from './paper/render-pdf.ts'
