import { Controller, Get, Header, Inject, Param, StreamableFile } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { AnswersFile, valueOf } from '../http/index.ts'
import { DocumentsService } from './documents.service.ts'

const PAGE = ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'"] as const
const NOTE_REFUSALS = { 'unknown-adjustment': 404, 'no-document': 409, 'template-broken': 422 } as const
const REFUSALS = { 'unknown-invoice': 404, 'template-broken': 422 } as const

@ApiTags('invoices', 'adjustments')
@Controller()
export class DocumentsController {
  constructor(@Inject(DocumentsService) private readonly documents: DocumentsService) {}

  @Get('invoices/:invoice/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(...PAGE)
  @AnswersFile('text/html', 'The invoice as a page, by number or id.')
  async html(@Param('invoice') reference: string): Promise<StreamableFile> {
    return page(valueOf(await this.documents.html(reference), REFUSALS))
  }

  @Get('invoices/:invoice/pdf')
  @AnswersFile('application/pdf', 'The invoice as a PDF, by number or id.')
  async pdf(@Param('invoice') reference: string): Promise<StreamableFile> {
    return paper(reference, valueOf(await this.documents.pdf(reference), REFUSALS))
  }

  @Get('adjustments/:adjustment/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(...PAGE)
  @AnswersFile('text/html', 'The note as a page, by number or id.')
  async noteHtml(@Param('adjustment') reference: string): Promise<StreamableFile> {
    return page(valueOf(await this.documents.noteHtml(reference), NOTE_REFUSALS))
  }

  @Get('adjustments/:adjustment/pdf')
  @AnswersFile('application/pdf', 'The note as a PDF, by number or id.')
  async notePdf(@Param('adjustment') reference: string): Promise<StreamableFile> {
    return paper(reference, valueOf(await this.documents.notePdf(reference), NOTE_REFUSALS))
  }
}

function page(html: string): StreamableFile {
  return new StreamableFile(Buffer.from(html), { type: 'text/html; charset=utf-8' })
}

function paper(reference: string, pdf: Buffer): StreamableFile {
  return new StreamableFile(pdf, {
    type: 'application/pdf',
    disposition: `inline; filename="${fileName(reference)}"`
  })
}

function fileName(reference: string): string {
  return `${reference.replace(/[^\w-]/g, '_')}.pdf`
}
