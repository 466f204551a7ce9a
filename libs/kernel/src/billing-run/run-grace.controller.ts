import { Body, Controller, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, valueOf } from '../http/index.ts'
import { RUN_STATUSES, RunId } from './billing-run.controller.ts'
import { BillingRunView, billingRunView, HoldBody } from './billing-run.views.ts'
import { RunGrace } from './run-grace.service.ts'

@ApiTags('billing runs')
@Controller('billing-runs/:run')
export class RunGraceController {
  constructor(@Inject(RunGrace) private readonly grace: RunGrace) {}

  @Post('renew')
  @Answers(BillingRunView, {
    status: 202,
    summary: 'Makes the drafts that nobody accepted again, from what is known now, with what was parked and left open.'
  })
  async renew(@Param('run', { schema: RunId }) id: string): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.grace.renew(id), RUN_STATUSES))
  }

  @Post('hold')
  @Answers(BillingRunView, { summary: 'Keeps a run open beyond its grace: nothing of it is issued by itself.' })
  async hold(
    @Param('run', { schema: RunId }) id: string,
    @Body({ schema: HoldBody }) { by }: z.output<typeof HoldBody>
  ): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.grace.hold(id, by), RUN_STATUSES))
  }

  @Post('release')
  @Answers(BillingRunView, { summary: 'Lets a run that was held be issued by itself, when its grace is over.' })
  async release(@Param('run', { schema: RunId }) id: string): Promise<BillingRunView> {
    return billingRunView(valueOf(await this.grace.release(id), RUN_STATUSES))
  }
}
