import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { FactView, factView } from '../accounts/index.ts'
import { Answers, Refused } from '../http/index.ts'
import type { DeedRefusalReason } from './deed-refusals.ts'
import { DeedsService } from './deeds.service.ts'
import { DeedBody, DeedView, deedView } from './deeds.views.ts'

const STATUS = {
  'unknown-account': 404,
  'unknown-deed': 404,
  'account-closed': 409,
  'wrong-fields': 422,
  'not-of-account': 422,
  'not-of-subscription': 422,
  'unknown-subscription': 422,
  'unknown-fact': 422,
  'before-account-opened': 422,
  'before-start': 422,
  forbidden: 409
} as const satisfies Record<DeedRefusalReason, number>

/** The part of the request at which the reason lies. */
const FIELD: Partial<Record<DeedRefusalReason, string>> = {
  'not-of-account': 'subscription',
  'not-of-subscription': 'subscription',
  'unknown-subscription': 'subscription',
  'unknown-fact': 'supersedes',
  'before-account-opened': 'effective',
  'before-start': 'effective'
}

@ApiTags('accounts')
@Controller()
export class DeedsController {
  constructor(@Inject(DeedsService) private readonly deeds: DeedsService) {}

  @Get('deeds')
  @Answers(DeedView, {
    list: true,
    summary: 'What may be done to an account or a subscription, as plugins declare it.'
  })
  known(): DeedView[] {
    return this.deeds.known().map(deedView)
  }

  @Post('accounts/:account/deeds/:deed')
  @Answers(FactView, { status: 201, summary: 'Does one of them: the next bill knows.' })
  async do(
    @Param('account') account: string,
    @Param('deed') deed: string,
    @Body({ schema: DeedBody }) body: z.output<typeof DeedBody>
  ): Promise<FactView> {
    const { effective, ...rest } = body
    const day = effective === undefined ? undefined : Temporal.PlainDate.from(effective)
    const done = await this.deeds.do(account, { ...rest, deed, effective: day })
    if (done.ok) return factView(done.value)
    const { detail, problems, reason } = done
    const at = FIELD[reason]
    const fields = problems.map(({ field, problem }) => ({ field: `fields.${field}`, message: problem }))
    throw new Refused(STATUS[reason], reason, detail, at === undefined ? fields : [{ field: at, message: detail }])
  }
}
