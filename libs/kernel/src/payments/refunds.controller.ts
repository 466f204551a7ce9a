import { Body, Controller, Inject, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, valueOf } from '../http/index.ts'
import { NewRefundBody, paymentView, PaymentView, refundAsked } from './payments.views.ts'
import { RefundsService } from './refunds.service.ts'

@ApiTags('payments')
@Controller('payments/refunds')
export class RefundsController {
  constructor(@Inject(RefundsService) private readonly refunds: RefundsService) {}

  @Post()
  @Answers(PaymentView, {
    status: 201,
    summary:
      'Pays credit that an account holds, and that no open invoice asks for, out to the customer. It stands among its payments, below zero, and a reversal of it brings the credit back.'
  })
  async refund(@Body({ schema: NewRefundBody }) body: z.output<typeof NewRefundBody>): Promise<PaymentView> {
    const refunded = await this.refunds.refund(refundAsked(body))
    return paymentView(
      valueOf(refunded, {
        'unknown-account': [404, 'account'],
        'paid-in-future': [422, 'paidOn'],
        'paid-before-opened': [422, 'paidOn'],
        'amount-not-positive': [400, 'amount'],
        'amount-too-fine': [422, 'amount'],
        'amount-above-credit': [422, 'amount']
      })
    )
  }
}
