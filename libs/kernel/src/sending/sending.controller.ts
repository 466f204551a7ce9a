import { Body, Controller, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { billingRunView, BillingRunView, InvoiceView, invoiceView } from '../billing-run/index.ts'
import { Answers, valueOf } from '../http/index.ts'
import { SendingService } from './sending.service.ts'

const RunId = z.uuid()
const SendingBody = z
  .strictObject({ again: z.boolean().optional().describe('Also what was sent before. Left out: no invoice twice.') })
  .optional()
  .meta({ id: 'Sending' })

@ApiTags('billing runs')
@Controller()
export class SendingController {
  constructor(@Inject(SendingService) private readonly sending: SendingService) {}

  @Post('billing-runs/:run/send')
  @Answers(BillingRunView, {
    status: 202,
    summary: 'Sends its issued invoices: a message for each that was not sent yet, by the words of the rules for it.'
  })
  async run(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: SendingBody }) body: z.output<typeof SendingBody>
  ): Promise<BillingRunView> {
    const statuses = { 'unknown-run': 404, 'still-issuing': 409, 'nothing-issued': 409 } as const
    return billingRunView(valueOf(await this.sending.sendRun(id, { again: body?.again }), statuses))
  }

  @Post('invoices/:invoice/send')
  @Answers(InvoiceView, { summary: 'Sends one issued invoice, by number or id; one that was sent only if again.' })
  async one(
    @Param('invoice') reference: string,
    @Body({ schema: SendingBody }) body: z.output<typeof SendingBody>
  ): Promise<InvoiceView> {
    const statuses = { 'unknown-invoice': 404, 'not-issued': 409, 'already-sent': [409, 'again'] } as const
    return invoiceView(valueOf(await this.sending.sendOne(reference, { again: body?.again }), statuses))
  }
}
