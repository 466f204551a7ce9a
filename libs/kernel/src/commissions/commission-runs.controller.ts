import { parseDecimal } from '@farthing/billing-core/values'
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { CommissionRunView, EarnedView, NewRunBody, RunDecisionBody, RunsQuery, runView } from './commissions.views.ts'
import { CommissionEarnings } from './earnings.service.ts'
import { CommissionRuns } from './payment-runs.service.ts'

const REFUSED = { 'unknown-run': 404, 'already-paid': 409, 'already-withdrawn': 409 } as const

@ApiTags('commissions')
@Controller()
export class CommissionRunsController {
  constructor(
    @Inject(CommissionRuns) private readonly runs: CommissionRuns,
    @Inject(CommissionEarnings) private readonly earnings: CommissionEarnings
  ) {}

  @Post('commission-earnings')
  @Answers(EarnedView, { status: 201, summary: 'Books what partners have earned since; done by itself every minute.' })
  earn(): Promise<EarnedView> {
    return this.earnings.earn()
  }

  @Post('commission-runs')
  @Answers(CommissionRunView, { status: 201, summary: 'Proposes to pay partners what they are owed.' })
  async propose(@Body({ schema: NewRunBody }) body: z.output<typeof NewRunBody>): Promise<CommissionRunView> {
    const { by, currency, least, method } = body
    const proposed = await this.runs.propose({ by, currency, method, least: parseDecimal(least) })
    return runView(
      valueOf(proposed, {
        'run-open': 409,
        'nothing-owed': 409,
        'several-currencies': [422, 'currency'],
        'amount-too-fine': [422, 'least']
      })
    )
  }

  @Get('commission-runs')
  @Answers(CommissionRunView, { list: true, summary: 'Lists payment runs, newest first.' })
  async list(@Query({ schema: RunsQuery }) query: z.output<typeof RunsQuery>): Promise<CommissionRunView[]> {
    return (await this.runs.list(query)).map(runView)
  }

  @Get('commission-runs/:run')
  @Answers(CommissionRunView, { summary: 'One payment run: whom it pays how much.' })
  async one(@Param('run') run: string): Promise<CommissionRunView> {
    return runView(found(await this.runs.find(run), 'run', run))
  }

  @Post('commission-runs/:run/pay')
  @Answers(CommissionRunView, { summary: 'Pays a proposed run, without what went back since; once.' })
  async pay(
    @Param('run') run: string,
    @Body({ schema: RunDecisionBody }) { by }: z.output<typeof RunDecisionBody>
  ): Promise<CommissionRunView> {
    return runView(valueOf(await this.runs.pay(run, by), REFUSED))
  }

  @Post('commission-runs/:run/withdraw')
  @Answers(CommissionRunView, { summary: 'Withdraws a proposed run: nothing is paid.' })
  async withdraw(
    @Param('run') run: string,
    @Body({ schema: RunDecisionBody }) { by }: z.output<typeof RunDecisionBody>
  ): Promise<CommissionRunView> {
    return runView(valueOf(await this.runs.withdraw(run, by), REFUSED))
  }
}
