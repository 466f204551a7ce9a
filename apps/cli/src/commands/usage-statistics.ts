// `farthing usage statistics`: usage, and what it costs at tariff, by plan, service, zone, day and hour.
import { formatDecimal, formatQuantity, fromTicks, localDay } from '@farthing/billing-core/values'
import {
  Clock,
  type Statistics,
  STATISTICS_BY,
  type StatisticsBy,
  statisticsView,
  UsageStatistics
} from '@farthing/kernel'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem } from '../problems.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { operatorZone } from './operator-zone.ts'

export interface UsageStatisticsOptions {
  readonly by: string
  readonly from?: string
  readonly until?: string
  readonly json?: true
}

const USUAL_DAYS = 30

export async function usageStatistics(options: UsageStatisticsOptions, terminal: Terminal): Promise<void> {
  const by = options.by.split(',').map(each => each.trim())
  const wrong = by.find(each => !isBy(each))
  if (wrong !== undefined) throw new CallProblem(`--by takes ${STATISTICS_BY.join(', ')}, with commas; not '${wrong}'`)
  const asked = {
    from: options.from === undefined ? undefined : dateOption(options.from, '--from'),
    until: options.until === undefined ? undefined : dateOption(options.until, '--until')
  }
  await withKernel({ command: 'farthing usage statistics' }, async kernel => {
    const { from, until } = statisticsDays(asked, kernel.get(Clock).now(), await operatorZone(kernel))
    const statistics = kernel.get(UsageStatistics)
    await statistics.rollUp()
    const chosen = STATISTICS_BY.filter(each => by.includes(each))
    const found = await statistics.read({ by: chosen, from, until })
    if (!found.ok) throw new CallProblem(found.detail)
    const read = found.value
    if (options.json) terminal.out(`${JSON.stringify(statisticsView(read))}\n`)
    else if (read.sums.length === 0) terminal.out(`no usage from ${from} until ${until}\n`)
    else terminal.out(statisticsText(read, chosen))
  })
}

export interface AskedDays {
  readonly from: Temporal.PlainDate | undefined
  readonly until: Temporal.PlainDate | undefined
}

/** Of what is left out: to the end of the day that it is in the operator's zone, and 30 days long. */
export function statisticsDays(asked: AskedDays, now: Temporal.Instant, zone: string) {
  const until = asked.until ?? localDay(now.epochMilliseconds, zone).add({ days: 1 })
  const from = asked.from ?? until.subtract({ days: USUAL_DAYS })
  if (Temporal.PlainDate.compare(from, until) < 0) return { from, until }
  throw new CallProblem(`--until ${until} is the first day that does not count: it has to come after --from ${from}`)
}

function isBy(word: string): word is StatisticsBy {
  return (STATISTICS_BY as readonly string[]).includes(word)
}

export function statisticsText({ sums }: Statistics, by: readonly StatisticsBy[]): string {
  const rows = sums.map(({ amount, billed, currency, events, quantity, unit, ...keys }) => [
    ...by.map(each => keys[each] || '-'),
    grouped(events),
    formatQuantity(fromTicks(quantity, unit)),
    formatQuantity(fromTicks(billed, unit)),
    `${grouped(formatDecimal(amount))} ${currency}`
  ])
  const head = [...by, 'events', 'used', 'billed', 'before allowances']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)))
  const right = (row: readonly string[]): string[] =>
    row.map((cell, column) => (column < by.length ? cell : cell.padStart(widths[column] ?? 0)))
  return table([head, ...rows].map(right))
}
