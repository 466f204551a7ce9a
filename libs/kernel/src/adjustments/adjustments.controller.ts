import { parseDecimal } from '@farthing/billing-core/values'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import { InvoicesService, invoiceView } from '../billing-run/index.ts'
import { Answers, found, valueOf } from '../http/index.ts'
import { AdjustmentsService } from './adjustments.service.ts'
import { Cancellations } from './cancellations.service.ts'
import { Rebilling } from './rebilling.service.ts'
import {
  AdjustmentQuery,
  ApprovalBody,
  DebitNoteBody,
  debitAsked,
  decisionOf,
  RebilledView,
  RejectionBody,
  WriteOffBody,
  adjustmentView,
  AdjustmentView,
  CancellationBody,
  CancelledView,
  cancelledView,
  creditAsked,
  CreditNoteBody,
  FullAdjustmentView,
  fullAdjustmentView,
  occasionOf
} from './adjustments.views.ts'

const NO_INVOICE = { 'unknown-invoice': 404, 'not-issued': 409, cancelled: 409 } as const
export const CREDIT_REFUSED = {
  ...NO_INVOICE,
  'unknown-reason': [422, 'reason'],
  unnamed: [422, 'by'],
  'amount-not-positive': [422, 'amount'],
  'amount-too-fine': [422, 'amount'],
  'asks-nothing': 409,
  'amount-too-large': [422, 'lines'],
  'unknown-line': [422, 'lines'],
  'line-named-twice': [422, 'lines'],
  'bond-line': [422, 'lines'],
  'tax-place': 422,
  'nothing-left': 409,
  'above-line': [422, 'lines'],
  'above-invoice': 422,
  'nothing-open': 409,
  'above-open': [422, 'amount']
} as const
const REFUSED_BILL = { ...NO_INVOICE, 'unknown-reason': [422, 'reason'], 'billed-since': 409, parked: 409 } as const
const REFUSED_CANCELLING = {
  'unknown-invoice': 404,
  'already-cancelled': 409,
  'being-issued': 409,
  'bond-not-held': 409,
  'proposals-wait': 409,
  unnamed: [422, 'by']
} as const
const UNDECIDED = {
  ...NO_INVOICE,
  'unknown-adjustment': 404,
  'already-decided': 409,
  'own-proposal': [409, 'by'],
  'above-line': 409,
  'above-invoice': 409,
  'bond-not-held': 409,
  'nothing-open': 409,
  'above-open': 409,
  'amount-not-positive': 409,
  'amount-too-fine': 409
} as const

@ApiTags('adjustments')
@Controller()
export class AdjustmentsController {
  constructor(
    @Inject(AdjustmentsService) private readonly adjustments: AdjustmentsService,
    @Inject(Cancellations) private readonly cancellations: Cancellations,
    @Inject(Rebilling) private readonly rebilling: Rebilling,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(InvoicesService) private readonly invoices: InvoicesService
  ) {}

  @Post('invoices/:invoice/credit-notes')
  @Answers(FullAdjustmentView, {
    status: 201,
    summary: 'Credits an issued invoice: all that is left of it, lines, or an amount.'
  })
  async credit(
    @Param('invoice') invoice: string,
    @Body({ schema: CreditNoteBody }) body: z.output<typeof CreditNoteBody>
  ): Promise<FullAdjustmentView> {
    const credited = await this.adjustments.credit(invoice, creditAsked(body), occasionOf(body))
    const field = body.amount === undefined ? 'lines' : 'amount'
    return fullAdjustmentView(valueOf(credited, { ...CREDIT_REFUSED, 'above-invoice': [422, field] as const }))
  }

  @Post('invoices/:invoice/debit-notes')
  @Answers(FullAdjustmentView, { status: 201, summary: 'Charges more beside an issued invoice.' })
  async debit(
    @Param('invoice') invoice: string,
    @Body({ schema: DebitNoteBody }) body: z.output<typeof DebitNoteBody>
  ): Promise<FullAdjustmentView> {
    const charged = await this.adjustments.debit(invoice, debitAsked(body), occasionOf(body))
    return fullAdjustmentView(valueOf(charged, CREDIT_REFUSED))
  }

  @Post('invoices/:invoice/write-offs')
  @Answers(FullAdjustmentView, { status: 201, summary: 'Gives up what is open of an issued invoice, or a part of it.' })
  async writeOff(
    @Param('invoice') invoice: string,
    @Body({ schema: WriteOffBody }) body: z.output<typeof WriteOffBody>
  ): Promise<FullAdjustmentView> {
    const amount = body.amount === undefined ? null : parseDecimal(body.amount)
    return fullAdjustmentView(
      valueOf(await this.adjustments.writeOff(invoice, amount, occasionOf(body)), CREDIT_REFUSED)
    )
  }

  @Post('adjustments/:adjustment/approve')
  @Answers(FullAdjustmentView, { summary: 'Somebody else agrees: it gets its number and counts.' })
  async approve(
    @Param('adjustment') reference: string,
    @Body({ schema: ApprovalBody }) body: z.output<typeof ApprovalBody>
  ): Promise<FullAdjustmentView> {
    return fullAdjustmentView(valueOf(await this.adjustments.approve(reference, decisionOf(body)), UNDECIDED))
  }

  @Post('adjustments/:adjustment/reject')
  @Answers(FullAdjustmentView, { summary: 'Somebody else does not agree: it never counts.' })
  async reject(
    @Param('adjustment') reference: string,
    @Body({ schema: RejectionBody }) body: z.output<typeof RejectionBody>
  ): Promise<FullAdjustmentView> {
    return fullAdjustmentView(valueOf(await this.adjustments.reject(reference, decisionOf(body)), UNDECIDED))
  }

  @Post('invoices/:invoice/cancel')
  @Answers(CancelledView, {
    summary:
      "Drops a draft, or cancels an issued invoice by a credit note: above the operator's limit when somebody else approves it."
  })
  async cancel(
    @Param('invoice') reference: string,
    @Body({ schema: CancellationBody }) body: z.output<typeof CancellationBody>
  ): Promise<CancelledView> {
    const cancelled = valueOf(await this.cancellations.cancel(reference, body), REFUSED_CANCELLING)
    return cancelledView(cancelled)
  }

  @Post('invoices/:invoice/rebill')
  @Answers(RebilledView, {
    summary:
      'Credits what is left of the newest invoice of an account, and bills it anew by what is known now. Notes on it do not come along.'
  })
  async rebill(
    @Param('invoice') reference: string,
    @Body({ schema: CancellationBody }) body: z.output<typeof CancellationBody>
  ): Promise<RebilledView> {
    const { cancelled, further, invoice } = valueOf(await this.rebilling.rebill(reference, body), REFUSED_BILL)
    const anew = { invoice: invoice && invoiceView(invoice), further: further.map(invoiceView) }
    return { cancelled: invoiceView(cancelled), ...anew }
  }

  @Get('adjustments')
  @Answers(AdjustmentView, {
    list: true,
    summary: 'Credit notes, debit notes and write-offs of an invoice, of an account, or all, newest first.'
  })
  async list(@Query({ schema: AdjustmentQuery }) query: z.output<typeof AdjustmentQuery>): Promise<AdjustmentView[]> {
    const { account, invoice, ...page } = query
    const of = account === undefined ? undefined : found(await this.accounts.find(account), 'account', account)
    const on = invoice === undefined ? undefined : found(await this.invoices.find(invoice), 'invoice', invoice)
    const listed = await this.adjustments.list({ ...page, account: of?.id, invoice: on?.invoice.id })
    return listed.map(adjustmentView)
  }

  @Get('adjustments/:adjustment')
  @Answers(FullAdjustmentView, { summary: 'One of them with its lines, by number or id.' })
  async one(@Param('adjustment') reference: string): Promise<FullAdjustmentView> {
    return fullAdjustmentView(found(await this.adjustments.find(reference), 'adjustment', reference))
  }
}
