import { Controller, Get, Header, Inject, Param, StreamableFile } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { AnswersFile, valueOf } from '../http/index.ts'
import { DocumentsService } from './documents.service.ts'

const REFUSALS = { 'unknown-invoice': 404, 'template-broken': 422 } as const

@ApiTags('invoices')
@Controller('invoices/:invoice')
export class DocumentsController {
  constructor(@Inject(DocumentsService) private readonly documents: DocumentsService) {}

  @Get('html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  @AnswersFile('text/html', 'The invoice as a page, by number or id.')
  async html(@Param('invoice') reference: string): Promise<StreamableFile> {
    const html = valueOf(await this.documents.html(reference), REFUSALS)
    return new StreamableFile(Buffer.from(html), { type: 'text/html; charset=utf-8' })
  }

  @Get('pdf')
  @AnswersFile('application/pdf', 'The invoice as a PDF, by number or id.')
  async pdf(@Param('invoice') reference: string): Promise<StreamableFile> {
    const pdf = valueOf(await this.documents.pdf(reference), REFUSALS)
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `inline; filename="${fileName(reference)}"`
    })
  }
}

function fileName(reference: string): string {
  return `${reference.replace(/[^\w-]/g, '_')}.pdf`
}
