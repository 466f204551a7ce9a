import { Body, Controller, Get, Inject, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, GivenDay, valueOf } from '../http/index.ts'
import { type ClosedPeriod, ClosedPeriods } from './closed-periods.ts'

export const ClosePeriodBody = z
  .strictObject({
    until: GivenDay.describe('The first day that stays open; all days before it are closed for good.'),
    by: z.string().trim().min(1).max(100).describe('Who closes it.')
  })
  .meta({ id: 'ClosePeriod' })

export const ClosedPeriodView = z
  .object({
    from: z.iso.date().nullable().describe('Null: since ever.'),
    until: z.iso.date().describe('The first day that it does not hold.'),
    closedBy: z.string(),
    closedAt: z.string()
  })
  .meta({ id: 'ClosedPeriod' })
export type ClosedPeriodView = z.infer<typeof ClosedPeriodView>

@ApiTags('ledger')
@Controller('ledger/closed-periods')
export class ClosedPeriodsController {
  constructor(@Inject(ClosedPeriods) private readonly periods: ClosedPeriods) {}

  @Post()
  @Answers(ClosedPeriodView, {
    status: 201,
    summary:
      'Closes all days before one. What is learned later is posted on the first open day, with the day that it corrects.'
  })
  async close(@Body({ schema: ClosePeriodBody }) body: z.output<typeof ClosePeriodBody>): Promise<ClosedPeriodView> {
    const closed = await this.periods.close(Temporal.PlainDate.from(body.until), body.by)
    return closedPeriodView(valueOf(closed, { 'not-over': [422, 'until'], 'closed-already': [409, 'until'] }))
  }

  @Get()
  @Answers(ClosedPeriodView, { list: true, summary: 'Periods that are closed, the first one first.' })
  async list(): Promise<ClosedPeriodView[]> {
    return (await this.periods.list()).map(closedPeriodView)
  }
}

export function closedPeriodView({ closedAt, closedBy, from, until }: ClosedPeriod): ClosedPeriodView {
  return { from: from?.toString() ?? null, until: until.toString(), closedBy, closedAt: closedAt.toString() }
}
