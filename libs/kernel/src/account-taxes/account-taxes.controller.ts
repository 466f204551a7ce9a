import { Body, Controller, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { FactView, factView } from '../accounts/index.ts'
import { Answers, valueOf } from '../http/index.ts'
import { AccountTaxes } from './account-taxes.service.ts'
import { TaxExemptionBody, TaxPlaceBody } from './account-taxes.views.ts'

@ApiTags('accounts')
@Controller('accounts/:account')
export class AccountTaxesController {
  constructor(@Inject(AccountTaxes) private readonly taxes: AccountTaxes) {}

  @Post('tax-places')
  @Answers(FactView, {
    status: 201,
    summary: 'Says where supplies to an account, or to one of its subscriptions, are made, from a day on.'
  })
  async move(
    @Param('account') account: string,
    @Body({ schema: TaxPlaceBody }) body: z.output<typeof TaxPlaceBody>
  ): Promise<FactView> {
    const moved = await this.taxes.move(account, { ...body, effective: dayOf(body.effective) })
    const refusals = {
      'unknown-account': 404,
      'account-closed': 409,
      'unknown-place': [422, 'place'],
      'unknown-subscription': [422, 'subscription'],
      'before-start': [422, 'effective']
    } as const
    return factView(valueOf(moved, refusals))
  }

  @Post('tax-exemptions')
  @Answers(FactView, { status: 201, summary: 'Exempts an account from a tax, by a certificate.' })
  async exempt(
    @Param('account') account: string,
    @Body({ schema: TaxExemptionBody }) body: z.output<typeof TaxExemptionBody>
  ): Promise<FactView> {
    const { effective, until, ...rest } = body
    const exempted = await this.taxes.exempt(account, { ...rest, effective: dayOf(effective), until: dayOf(until) })
    const refusals = {
      'unknown-account': 404,
      'account-closed': 409,
      'unknown-tax': [422, 'tax'],
      'ends-before-it-begins': [422, 'until'],
      'exempt-already': [409, 'effective']
    } as const
    return factView(valueOf(exempted, refusals))
  }
}

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  return text === undefined ? undefined : Temporal.PlainDate.from(text)
}
