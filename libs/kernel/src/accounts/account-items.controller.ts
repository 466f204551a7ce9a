import { parseDecimal } from '@farthing/billing-core'
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { AccountItems } from './account-items.service.ts'
import { FactView, factView, NewItemBody } from './fact.views.ts'

@ApiTags('accounts')
@Controller('accounts/:account')
export class AccountItemsController {
  constructor(@Inject(AccountItems) private readonly items: AccountItems) {}

  @Get('facts')
  @Answers(FactView, { list: true, summary: 'All that happened to an account, as it was entered.' })
  async facts(@Param('account') account: string): Promise<FactView[]> {
    return found(await this.items.factsOf(account), 'account', account).map(factView)
  }

  @Post('items')
  @Answers(FactView, { status: 201, summary: 'Enters a one-off charge or credit for the next invoice.' })
  async enter(
    @Param('account') account: string,
    @Body({ schema: NewItemBody }) body: z.output<typeof NewItemBody>
  ): Promise<FactView> {
    const { amount, effective, ...rest } = body
    const day = effective === undefined ? undefined : Temporal.PlainDate.from(effective)
    const entered = await this.items.enter(account, { ...rest, amount: parseDecimal(amount), effective: day })
    const refusals = {
      'unknown-account': 404,
      'account-closed': 409,
      'unknown-subscription': [422, 'subscription'],
      'amount-zero': [422, 'amount'],
      'amount-too-large': [422, 'amount'],
      'amount-too-fine': [422, 'amount'],
      'before-account-opened': [422, 'effective']
    } as const
    return factView(valueOf(entered, refusals))
  }

  @Post('facts/:fact/withdraw')
  @Answers(FactView, {
    summary:
      'Takes back an item, a deed, a move of the bill day, a tax place or an exemption, as if it had not happened.'
  })
  async withdraw(@Param('account') account: string, @Param('fact') fact: string): Promise<FactView> {
    const refusals = {
      'unknown-account': 404,
      'account-closed': 409,
      'unknown-fact': 404,
      'withdrawn-already': 409,
      'moved-pockets': 409,
      'follows-parent': 409
    } as const
    return factView(valueOf(await this.items.withdraw(account, fact), refusals))
  }
}
