import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { AccountsService } from './accounts.service.ts'
import {
  AccountPageView,
  AccountQuery,
  accountView,
  AccountView,
  BillDayBody,
  ContactBody,
  contactChange,
  NewAccountBody
} from './accounts.views.ts'

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(@Inject(AccountsService) private readonly accounts: AccountsService) {}

  @Post()
  @Answers(AccountView, { status: 201, summary: 'Opens an account.' })
  async open(@Body({ schema: NewAccountBody }) body: z.output<typeof NewAccountBody>): Promise<AccountView> {
    const { openedOn, ...account } = body
    const first = openedOn === undefined ? {} : { openedOn: Temporal.PlainDate.from(openedOn) }
    const opened = await this.accounts.open({ ...account, ...first })
    const refusals = {
      'unknown-zone': 400,
      'unknown-currency': 400,
      'other-currency': [422, 'currency'],
      'bill-day-out-of-range': 400,
      'name-missing': 400
    } as const
    return accountView(valueOf(opened, refusals))
  }

  @Get()
  @Answers(AccountPageView, { summary: 'Lists accounts in the order in which they were opened.' })
  async list(@Query({ schema: AccountQuery }) query: z.output<typeof AccountQuery>): Promise<AccountPageView> {
    const { search: text, tag, after, limit } = query
    const page = await this.accounts.list({ text, tag, after, limit })
    return { accounts: page.accounts.map(accountView), next: page.next }
  }

  @Get(':account')
  @Answers(AccountView, { summary: 'One account, by id or number.' })
  async one(@Param('account') reference: string): Promise<AccountView> {
    return accountView(found(await this.accounts.find(reference), 'account', reference))
  }

  @Patch(':account')
  @Answers(AccountView, { summary: 'Changes name, contact details, tags and the least that an invoice asks for.' })
  async change(
    @Param('account') reference: string,
    @Body({ schema: ContactBody }) body: z.output<typeof ContactBody>
  ): Promise<AccountView> {
    return accountView(
      valueOf(await this.accounts.changeContact(reference, contactChange(body)), { 'unknown-account': 404 })
    )
  }

  @Post(':account/bill-day')
  @Answers(AccountView, { summary: 'Moves the bill day from a date on.' })
  async moveBillDay(
    @Param('account') reference: string,
    @Body({ schema: BillDayBody }) body: z.output<typeof BillDayBody>
  ): Promise<AccountView> {
    const moved = await this.accounts.moveBillDay(reference, body.billDay, Temporal.PlainDate.from(body.effective))
    const refusals = {
      'unknown-account': 404,
      'bill-day-out-of-range': 400,
      'before-account-opened': [422, 'effective'],
      'follows-parent': [409, 'effective']
    } as const
    return accountView(valueOf(moved, refusals))
  }

  @Post(':account/close')
  @Answers(AccountView, { summary: 'Closes an account whose subscriptions, and charges of its own, have all ended.' })
  async close(@Param('account') reference: string): Promise<AccountView> {
    const refusals = {
      'unknown-account': 404,
      'subscriptions-active': 409,
      'charges-active': 409,
      'pays-for-others': 409
    } as const
    return accountView(valueOf(await this.accounts.close(reference), refusals))
  }
}
