import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { AccountsService } from '../accounts/index.ts'
import { Answers, found, Refused, valueOf } from '../http/index.ts'
import { BillingRunService } from './billing-run.service.ts'
import {
  billingRunView,
  BillingRunView,
  CarriedView,
  carriedView,
  ChoiceBody,
  ComparisonView,
  comparisonView,
  NewRunBody,
  OutlierQuery,
  OutlierView,
  outlierView,
  ParkedQuery,
  ParkedView,
  parkedView,
  RetryBody,
  RunQuery
} from './billing-run.views.ts'
import { RunReview } from './run-review.service.ts'

export const RunId = z.uuid()
const MOST_ERRORS = 50
export const RUN_STATUSES = {
  'unknown-run': 404,
  'not-in-review': 409,
  'no-grace': 409,
  'held-already': [409, 'by'],
  'nothing-accepted': 409,
  'day-to-come': 409,
  'none-in-review': [409, 'accounts'],
  'no-outlier-rules': [409, 'outliers']
} as const

@ApiTags('billing runs')
@Controller('billing-runs')
export class BillingRunController {
  constructor(
    @Inject(BillingRunService) private readonly runs: BillingRunService,
    @Inject(RunReview) private readonly review: RunReview,
    @Inject(AccountsService) private readonly accounts: AccountsService
  ) {}

  @Post()
  @Answers(BillingRunView, {
    status: 202,
    summary: 'Starts a run: workers draft the invoices of all accounts that are due, of a group of them, or of a list.'
  })
  async start(@Body({ schema: NewRunBody }) body: z.output<typeof NewRunBody>): Promise<BillingRunView> {
    const { billDate, accounts, ...group } = body
    const ids = await this.#idsOf(accounts)
    return billingRunView(await this.runs.start({ billDate: Temporal.PlainDate.from(billDate), accounts: ids, group }))
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
    found(await this.runs.find(id), 'run', id)
    return (await this.runs.parked(id, query)).map(parkedView)
  }

  @Get(':run/carried-forward')
  @Answers(CarriedView, { list: true, summary: 'Accounts whose bill came to less than the minimum, and to what.' })
  async carried(
    @Param('run', { schema: RunId }) id: string,
    @Query({ schema: ParkedQuery }) query: z.output<typeof ParkedQuery>
  ): Promise<CarriedView[]> {
    found(await this.runs.find(id), 'run', id)
    return (await this.review.carried(id, query)).map(carriedView)
  }

  @Post(':run/accept')
  @Answers(BillingRunView, { summary: 'Accepts drafts: all, those of some accounts, or those that are no outliers.' })
  async accept(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: ChoiceBody }) body: z.output<typeof ChoiceBody>
  ): Promise<BillingRunView> {
    return billingRunView(
      valueOf(await this.runs.accept(id, { ...body, accounts: await this.#idsOf(body.accounts) }), RUN_STATUSES)
    )
  }

  @Post(':run/cancel')
  @Answers(BillingRunView, { summary: 'Drops drafts and accepted invoices; the next run brings their charges again.' })
  async cancel(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: ChoiceBody }) body: z.output<typeof ChoiceBody>
  ): Promise<BillingRunView> {
    return billingRunView(
      valueOf(await this.runs.cancel(id, { ...body, accounts: await this.#idsOf(body.accounts) }), RUN_STATUSES)
    )
  }

  @Get(':run/comparison')
  @Answers(ComparisonView, { list: true, summary: 'The run beside the last bills of the same accounts, by currency.' })
  async comparison(@Param('run', { schema: RunId }) id: string): Promise<ComparisonView[]> {
    found(await this.runs.find(id), 'run', id)
    return (await this.review.compare(id)).map(comparisonView)
  }

  @Get(':run/outliers')
  @Answers(OutlierView, { list: true, summary: 'Bills in review that the rules call outliers, and which rule does.' })
  async outliers(
    @Param('run', { schema: RunId }) id: string,
    @Query({ schema: OutlierQuery }) query: z.output<typeof OutlierQuery>
  ): Promise<OutlierView[]> {
    found(await this.runs.find(id), 'run', id)
    const outliers = await this.review.outliers(id, query)
    return valueOf(outliers, { 'no-outlier-rules': 409, 'bad-cursor': [400, 'after'] }).map(outlierView)
  }

  @Post(':run/retry')
  @Answers(BillingRunView, {
    status: 202,
    summary: 'Bills what the run parked again, by what is known now, in a run of its own.'
  })
  async retry(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: RetryBody }) body: z.output<typeof RetryBody>
  ): Promise<BillingRunView> {
    const statuses = { 'unknown-run': 404, 'still-generating': 409, 'none-parked': [409, 'accounts'] } as const
    return billingRunView(valueOf(await this.runs.retry(id, { accounts: await this.#idsOf(body.accounts) }), statuses))
  }

  @Post(':run/issue')
  @Answers(BillingRunView, { status: 202, summary: 'Issues what is accepted: legal numbers, postings, events.' })
  async issue(@Param('run', { schema: RunId }) id: string): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.runs.issue(id), RUN_STATUSES))
  }

  /** Accounts may be named by id or number. */
  async #idsOf(references: readonly string[] | undefined): Promise<string[] | undefined> {
    if (references === undefined) return undefined
    const ids = await this.accounts.idsOf(references)
    const errors = references.flatMap((each, index) =>
      ids.has(each) ? [] : { field: `accounts[${index}]`, message: `There is no account ${each}.` }
    )
    const [first] = errors
    if (first !== undefined) throw new Refused(422, 'unknown-account', first.message, errors.slice(0, MOST_ERRORS))
    return references.flatMap(each => ids.get(each) ?? [])
  }
}
