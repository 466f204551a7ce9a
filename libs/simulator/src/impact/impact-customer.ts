// A customer of a file as one account of a comparison.
import { earlierDate, localDay } from '@farthing/billing-core/values'
import type { CustomerAccount } from './customer-accounts.ts'
import { type ImpactAccount, impactDates, type ImpactRange, type MadeBills, type Use } from './impact-account.ts'
import type { ImpactSides } from './impact-side.ts'
import type { UseReader } from './use-reader.ts'
import type { WaitingUses } from './waiting-uses.ts'

/** Null when no bill of the customer closes in the range. */
export function impactCustomer(
  { number, history, services, previous, newsFrom }: CustomerAccount,
  range: ImpactRange,
  {
    sides,
    reader,
    waiting
  }: {
    readonly sides: ImpactSides
    readonly reader: UseReader
    readonly waiting: WaitingUses
  }
): ImpactAccount | null {
  const made = { previous, inRange: [], newsFrom: earliestNews(newsFrom, waiting.firstMs(number), history.zone) }
  const dates = impactDates(history, range, { sides, made })
  if (dates === null) return null
  const served = (uses: readonly Use[]): readonly Use[] => ofServices(uses, services)
  const uses = served(reader.usesOf(number)).filter(({ startedAt }) => startedAt >= dates.usageFromMs)
  const { before, after } = waiting.of(number)
  return { number, history, dates, uses, late: NONE, waiting: { before: served(before), after: served(after) } }
}

function ofServices(uses: readonly Use[], services: CustomerAccount['services']): readonly Use[] {
  if (services.size === 0) return uses
  return uses.map(use => {
    const service = services.get(use.subscription)?.findLast(({ from }) => from <= use.startedAt)
    return service === undefined ? use : { ...use, subscription: service.id }
  })
}

const NONE: ReadonlySet<string> = new Set()

/** `ms`: epoch milliseconds, Infinity for never. */
export function earliestNews(day: Temporal.PlainDate | null, ms: number, zone: string): MadeBills['newsFrom'] {
  if (ms === Infinity) return day
  const news = localDay(ms, zone)
  return day === null ? news : earlierDate(day, news)
}
