import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { BillingRunService, type RunRefusal } from './billing-run.service.ts'
import {
  billingRunView,
  BillingRunView,
  ChoiceBody,
  NewRunBody,
  ParkedQuery,
  ParkedView,
  parkedView,
  RunQuery
} from './billing-run.views.ts'

const RunId = z.uuid()
const STATUSES: Readonly<Record<RunRefusal, 404 | 409>> = {
  'unknown-run': 404,
  'not-in-review': 409,
  'nothing-accepted': 409
}

@ApiTags('billing runs')
@Controller('billing-runs')
export class BillingRunController {
  constructor(@Inject(BillingRunService) private readonly runs: BillingRunService) {}

  @Post()
  @Answers(BillingRunView, {
    status: 202,
    summary: 'Starts a run: workers draft the invoices of all accounts that are due.'
  })
  async start(@Body({ schema: NewRunBody }) body: z.output<typeof NewRunBody>): Promise<BillingRunView> {
    const { billDate, accounts } = body
    return billingRunView(await this.runs.start({ billDate: Temporal.PlainDate.from(billDate), accounts }))
  }

  @Get()
  @Answers(BillingRunView, { list: true, summary: 'Runs, newest first.' })
  async list(@Query({ schema: RunQuery }) query: z.output<typeof RunQuery>): Promise<BillingRunView[]> {
    return (await this.runs.list(query)).map(billingRunView)
  }

  @Get(':run')
  @Answers(BillingRunView, { summary: 'One run: where it stands and what it bills in all.' })
  async one(@Param('run', { schema: RunId }) id: string): Promise<BillingRunView> {
    return billingRunView(found(await this.runs.find(id), 'run', id))
  }

  @Get(':run/parked')
  @Answers(ParkedView, { list: true, summary: 'Accounts that the run could not bill, and why.' })
  async parked(
    @Param('run', { schema: RunId }) id: string,
    @Query({ schema: ParkedQuery }) query: z.output<typeof ParkedQuery>
  ): Promise<ParkedView[]> {
    return (await this.runs.parked(id, query)).map(parkedView)
  }

  @Post(':run/accept')
  @Answers(BillingRunView, { summary: 'Accepts drafts, all or those of some accounts.' })
  async accept(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: ChoiceBody }) body: z.output<typeof ChoiceBody>
  ): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.runs.accept(id, body), STATUSES))
  }

  @Post(':run/cancel')
  @Answers(BillingRunView, { summary: 'Drops drafts and accepted invoices; the next run brings their charges again.' })
  async cancel(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: ChoiceBody }) body: z.output<typeof ChoiceBody>
  ): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.runs.cancel(id, body), STATUSES))
  }

  @Post(':run/issue')
  @Answers(BillingRunView, { status: 202, summary: 'Issues what is accepted: legal numbers, postings, events.' })
  async issue(@Param('run', { schema: RunId }) id: string): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.runs.issue(id), STATUSES))
  }
}
