import { type BaseUnit, countOf, declaredUnit, formatDecimal } from '@farthing/billing-core/values'
import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Answers, dayAfter, GivenDay, valueOf } from '../http/index.ts'
import { type Statistics, STATISTICS_BY, UsageStatistics } from './usage-statistics.service.ts'

const By = z
  .string()
  .default('service')
  .transform(text => text.split(','))
  .pipe(z.array(z.enum(STATISTICS_BY)).min(1))
  .describe(`Any of ${STATISTICS_BY.join(', ')}, with commas.`)

const StatisticsInput = z
  .strictObject({
    by: By,
    from: GivenDay.describe("First day, of the operator's zone."),
    until: GivenDay.describe('The day after the last one.')
  })
  .refine(({ from, until }) => from < until, { error: dayAfter('from', 'until'), path: ['until'] })

export const StatisticsView = z
  .object({
    known: z.string().nullable().describe('All that was known then is in. Null: nothing was rolled up yet.'),
    sums: z.array(
      z.object({
        plan: z.string().nullable().describe('That the subscription had when it was rated.'),
        service: z.string().nullable(),
        zone: z.string().nullable(),
        day: z.string().nullable(),
        hour: z.string().nullable(),
        events: z.int(),
        quantity: z.number().describe('In `unit`.'),
        billed: z.number().describe('After increments.'),
        unit: z.string(),
        amount: z.string().describe('Before allowances, and without what tiers price; six decimals.'),
        currency: z.string()
      })
    )
  })
  .meta({ id: 'UsageStatistics' })
export type StatisticsView = z.infer<typeof StatisticsView>

@ApiTags('usage')
@Controller('usage/statistics')
export class StatisticsController {
  constructor(@Inject(UsageStatistics) private readonly statistics: UsageStatistics) {}

  @Get()
  @Answers(StatisticsView, {
    summary:
      'Usage, and what it costs at tariff, before allowances and tiers, by plan, service, zone, day and hour, at most a minute old. What was billed is in the ledger.'
  })
  async read(@Query({ schema: StatisticsInput }) query: z.output<typeof StatisticsInput>): Promise<StatisticsView> {
    const { by, from, until } = query
    const days = { from: Temporal.PlainDate.from(from), until: Temporal.PlainDate.from(until) }
    return statisticsView(valueOf(await this.statistics.read({ by, ...days }), { 'too-many-sums': 422 }))
  }
}

export function statisticsView({ known, sums }: Statistics): StatisticsView {
  return {
    known: known?.toString() ?? null,
    sums: sums.map(({ amount, billed, quantity, unit, ...rest }) => ({
      ...rest,
      quantity: countOf(Number(quantity), unit),
      billed: countOf(Number(billed), unit),
      unit: unitName(unit),
      amount: formatDecimal(amount, 6)
    }))
  }
}

function unitName(unit: BaseUnit): string {
  return declaredUnit(unit)?.name ?? unit
}
