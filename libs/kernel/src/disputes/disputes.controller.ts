import { parseDecimal } from '@farthing/billing-core/values'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import {
  CREDIT_REFUSED,
  creditAsked,
  CreditNoteBody,
  FullAdjustmentView,
  fullAdjustmentView,
  occasionOf
} from '../adjustments/index.ts'
import { InvoicesService } from '../billing-run/index.ts'
import { Answers, found, valueOf } from '../http/index.ts'
import { DisputesService } from './disputes.service.ts'
import { DisputeBody, DisputeQuery, DisputeRejectionBody, DisputeView, disputeView } from './disputes.views.ts'

const DisputeId = z.uuid()
const ENDED = { 'unknown-dispute': 404, 'dispute-decided': 409, 'credit-waits': 409 } as const
const OPENED = {
  'unknown-invoice': 404,
  'not-issued': 409,
  cancelled: 409,
  'unknown-line': [422, 'line'],
  'above-line': [422, 'amount'],
  'amount-too-fine': [422, 'amount'],
  'above-invoice': [422, 'amount']
} as const

@ApiTags('disputes')
@Controller()
export class DisputesController {
  constructor(
    @Inject(DisputesService) private readonly disputes: DisputesService,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(InvoicesService) private readonly invoices: InvoicesService
  ) {}

  @Post('invoices/:invoice/disputes')
  @Answers(DisputeView, {
    status: 201,
    summary: 'What a customer says is wrong with an issued invoice, or with a line of it.'
  })
  async open(
    @Param('invoice') invoice: string,
    @Body({ schema: DisputeBody }) body: z.output<typeof DisputeBody>
  ): Promise<DisputeView> {
    const { amount, by, line = null, reason, remark } = body
    const asked = { line, amount: parseDecimal(amount), reason, remark, by }
    return disputeView(valueOf(await this.disputes.open(invoice, asked), OPENED))
  }

  @Post('disputes/:dispute/credit')
  @Answers(FullAdjustmentView, {
    status: 201,
    summary:
      'Ends a dispute by a credit note: of what is disputed, or of an amount or lines. Above the limit of the rules both wait.'
  })
  async credit(
    @Param('dispute', { schema: DisputeId }) id: string,
    @Body({ schema: CreditNoteBody }) body: z.output<typeof CreditNoteBody>
  ): Promise<FullAdjustmentView> {
    const credited = await this.disputes.credit(id, creditAsked(body), occasionOf(body))
    return fullAdjustmentView(valueOf(credited, { ...CREDIT_REFUSED, ...ENDED }))
  }

  @Post('disputes/:dispute/reject')
  @Answers(DisputeView, { summary: 'Ends a dispute: the invoice asks for what it asked for.' })
  async reject(
    @Param('dispute', { schema: DisputeId }) id: string,
    @Body({ schema: DisputeRejectionBody }) body: z.output<typeof DisputeRejectionBody>
  ): Promise<DisputeView> {
    return disputeView(valueOf(await this.disputes.reject(id, body), ENDED))
  }

  @Get('disputes')
  @Answers(DisputeView, { list: true, summary: 'Disputes of an invoice, of an account, or all, newest first.' })
  async list(@Query({ schema: DisputeQuery }) query: z.output<typeof DisputeQuery>): Promise<DisputeView[]> {
    const { account, invoice, ...page } = query
    const of = account === undefined ? undefined : found(await this.accounts.find(account), 'account', account)
    const on = invoice === undefined ? undefined : found(await this.invoices.find(invoice), 'invoice', invoice)
    return (await this.disputes.list({ ...page, account: of?.id, invoice: on?.invoice.id })).map(disputeView)
  }

  @Get('disputes/:dispute')
  @Answers(DisputeView, { summary: 'One of them.' })
  async one(@Param('dispute', { schema: DisputeId }) id: string): Promise<DisputeView> {
    return disputeView(found(await this.disputes.find(id), 'dispute', id))
  }
}
