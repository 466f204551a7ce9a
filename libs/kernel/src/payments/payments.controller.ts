import { parseDecimal, formatDecimal } from '@farthing/billing-core/values'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { PaymentsService } from './payments.service.ts'
import {
  CreditBody,
  CreditUsedView,
  NewPaymentBody,
  PaymentQuery,
  paymentView,
  PaymentView,
  reversalAsked,
  ReversalBody
} from './payments.views.ts'

const REFUSALS = {
  'unknown-account': [404, 'account'],
  'unknown-invoice': [422, 'invoices'],
  'amount-not-positive': [400, 'amount'],
  'amount-too-fine': [422, 'amount'],
  'amount-too-large': [422, 'amount'],
  'other-currency': [422, 'currency'],
  'received-in-future': [422, 'receivedOn'],
  'received-before-opened': [422, 'receivedOn']
} as const

@ApiTags('payments')
@Controller('payments')
export class PaymentsController {
  constructor(@Inject(PaymentsService) private readonly payments: PaymentsService) {}

  @Post()
  @Answers(PaymentView, {
    status: 201,
    summary: 'Records a payment; it settles the oldest invoices first, or those named.'
  })
  async record(@Body({ schema: NewPaymentBody }) body: z.output<typeof NewPaymentBody>): Promise<PaymentView> {
    const { amount, receivedOn, ...rest } = body
    const on = receivedOn === undefined ? undefined : Temporal.PlainDate.from(receivedOn)
    const recorded = await this.payments.record({ ...rest, amount: parseDecimal(amount), receivedOn: on })
    return paymentView(valueOf(recorded, REFUSALS))
  }

  @Get()
  @Answers(PaymentView, { list: true, summary: "An account's payments and refunds, newest first." })
  async list(@Query({ schema: PaymentQuery }) query: z.output<typeof PaymentQuery>): Promise<PaymentView[]> {
    const payments = await this.payments.list(query.account, query.limit)
    return found(payments, 'account', query.account).map(paymentView)
  }

  @Get(':payment')
  @Answers(PaymentView, { summary: 'One payment or refund, by id or number.' })
  async one(@Param('payment') reference: string): Promise<PaymentView> {
    return paymentView(found(await this.payments.find(reference), 'payment', reference))
  }

  @Post('use-credit')
  @Answers(CreditUsedView, { summary: 'Credit that an account holds pays its open invoices.' })
  async useCredit(@Body({ schema: CreditBody }) body: z.output<typeof CreditBody>): Promise<CreditUsedView> {
    const used = await this.payments.useCredit(body.account, body.invoices)
    return { used: formatDecimal(valueOf(used, REFUSALS)) }
  }

  @Post(':payment/reverse')
  @Answers(PaymentView, {
    summary:
      'Takes a payment back; its invoices are open again. That of a top-up empties its pocket, and what was used of it is on the next invoice, as is credit that was paid out of it. A refund that is reversed is credit again.'
  })
  async reverse(
    @Param('payment') reference: string,
    @Body({ schema: ReversalBody }) body: z.output<typeof ReversalBody>
  ): Promise<PaymentView> {
    const reversed = await this.payments.reverse(reference, reversalAsked(body))
    return paymentView(
      valueOf(reversed, {
        'unknown-payment': 404,
        'already-reversed': 409,
        'before-received': [422, 'on'],
        'reversed-in-future': [422, 'on']
      })
    )
  }
}
