import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import { Answers, found, valueOf } from '../http/index.ts'
import { CHANGE_REFUSED } from '../subscriptions/index.ts'
import { RetentionService } from './retention.service.ts'
import {
  LetGoBody,
  OfferAcceptedBody,
  RetentionQuery,
  RetentionView,
  retentionView,
  RetentionWithdrawalBody
} from './retention.views.ts'

const RequestId = z.uuid()
const DECIDED = { 'unknown-request': 404, 'request-decided': 409, 'subscription-ended': 409 } as const

@ApiTags('retention')
@Controller('retention')
export class RetentionController {
  constructor(
    @Inject(RetentionService) private readonly retention: RetentionService,
    @Inject(AccountsService) private readonly accounts: AccountsService
  ) {}

  @Get()
  @Answers(RetentionView, { list: true, summary: 'The work list of the retention desk, newest first.' })
  async list(@Query({ schema: RetentionQuery }) query: z.output<typeof RetentionQuery>): Promise<RetentionView[]> {
    const { account, closesBefore, ...page } = query
    const of = account === undefined ? undefined : found(await this.accounts.find(account), 'account', account)
    const day = closesBefore === undefined ? undefined : Temporal.PlainDate.from(closesBefore)
    return (await this.retention.list({ ...page, account: of?.id, closesBefore: day })).map(retentionView)
  }

  @Get(':request')
  @Answers(RetentionView, { summary: 'One of its requests.' })
  async one(@Param('request', { schema: RequestId }) id: string): Promise<RetentionView> {
    return retentionView(found(await this.retention.find(id), 'request', id))
  }

  @Post(':request/accept')
  @Answers(RetentionView, { summary: 'The customer takes an offer and stays: what it says is done.' })
  async accept(
    @Param('request', { schema: RequestId }) id: string,
    @Body({ schema: OfferAcceptedBody }) { offer, ...said }: z.output<typeof OfferAcceptedBody>
  ): Promise<RetentionView> {
    const refusals = { ...DECIDED, 'unknown-offer': [422, 'offer'], 'offer-refused': 409, 'not-possible': 409 } as const
    return retentionView(valueOf(await this.retention.accept(id, offer, said), refusals))
  }

  @Post(':request/let-go')
  @Answers(RetentionView, { summary: 'The customer is let go: what was asked for is done.' })
  async letGo(
    @Param('request', { schema: RequestId }) id: string,
    @Body({ schema: LetGoBody }) { effective, pending, ...said }: z.output<typeof LetGoBody>
  ): Promise<RetentionView> {
    const day = effective === undefined ? undefined : Temporal.PlainDate.from(effective)
    const gone = await this.retention.letGo(id, said, { effective: day, pending })
    return retentionView(valueOf(gone, { ...CHANGE_REFUSED, ...DECIDED }))
  }

  @Post(':request/withdraw')
  @Answers(RetentionView, { summary: 'The customer does not ask for it any more.' })
  async withdraw(
    @Param('request', { schema: RequestId }) id: string,
    @Body({ schema: RetentionWithdrawalBody }) said: z.output<typeof RetentionWithdrawalBody>
  ): Promise<RetentionView> {
    return retentionView(valueOf(await this.retention.withdraw(id, said), DECIDED))
  }
}
