// Which version holds for one customer: not always that of the day, for versions say how far they reach.
import { compareDates, earlierDate, laterDate } from '@farthing/billing-core/values'
import type { ReachingVersion } from './reach.ts'

type Day = Temporal.PlainDate

/** Whom a version is for. */
export interface Holder {
  /** The first day on the plan, or with the feature, without a break. */
  readonly since: Day
  /** The first day of the first billing cycle that begins on or after a day. */
  cycleFrom(day: Day): Day
}

/** Days on which one version holds for a holder. */
export interface Holding<V> {
  readonly version: V
  readonly from: Day | null
  readonly until: Day | null
  /** Why it is another than that of the day, or came later than its date; null: it is that of the day. */
  readonly because: string | null
}

/**
 * The versions that hold, one after the other, as long as one of them does by date. Each has its first day for the holder;
 * on any day the latest version holds that has begun. What `retroactively` adds to days before is not its business: that
 * depends on the day of the bill.
 */
export function holdings<V extends ReachingVersion>(versions: readonly V[], holder: Holder): Holding<V>[] {
  const begun = versions.map(version => ({ version, begins: beginning(version, holder) }))
  const found: Holding<V>[] = []
  for (const [index, dated] of versions.entries()) {
    const spans = startsWithin(begun.slice(0, index + 1), dated)
    for (const [at, { version, begins, from }] of spans.entries()) {
      const until = spans[at + 1]?.from ?? dated.until
      const because =
        version === dated ? lateText(dated, begins, holder) : keptText(dated, begun[index]?.begins, holder)
      found.push({ version, from, until, because })
    }
  }
  return found
}

/** Whether any of them holds on other days than its own: if not, the date alone decides. */
export function anyReaches(versions: readonly ReachingVersion[]): boolean {
  return versions.some(({ reach }) => reach !== null)
}

/** Never when a version is not for the holder; null when it always held. */
type Beginning = Day | null | 'never'

interface Begun<V> {
  readonly version: V
  readonly begins: Beginning
}

function beginning({ from, reach }: ReachingVersion, holder: Holder): Beginning {
  if (from === null || reach === null || reach.kind === 'retroactive') return from
  if (compareDates(holder.since, from) >= 0) return from
  return reach.kind === 'new-customers' ? 'never' : holder.cycleFrom(from)
}

/** The versions that hold between two dates, each from its day on. */
function startsWithin<V extends ReachingVersion>(
  begun: readonly Begun<V>[],
  { from: first, until: end }: ReachingVersion
): (Begun<V> & { readonly from: Day | null })[] {
  const spans: (Begun<V> & { readonly from: Day | null })[] = []
  for (const each of begun) {
    const { begins } = each
    if (begins === 'never' || (begins !== null && end !== null && compareDates(begins, end) >= 0)) continue
    const from = begins === null || first === null ? first : laterDate(begins, first)
    while (spans.length > 0 && isNotAfter(from, spans.at(-1)?.from ?? null)) spans.pop()
    spans.push({ ...each, from })
  }
  return spans
}

function isNotAfter(a: Day | null, b: Day | null): boolean {
  return a === null || (b !== null && compareDates(a, b) <= 0)
}

function lateText({ from }: ReachingVersion, begins: Beginning, { since }: Holder): string | null {
  if (from === null || begins === null || begins === 'never' || compareDates(since, from) >= 0) return null
  return compareDates(begins, from) === 0
    ? null
    : `the version of ${from} is for everyone from next cycle, which began on ${begins}`
}

function keptText({ from }: ReachingVersion, begins: Beginning | undefined, { since }: Holder): string {
  if (begins === 'never') return `kept since ${since}: the version of ${from} is for new customers`
  return `until ${begins}: the version of ${from} is for everyone from next cycle`
}

/** The longest that a version can hold for anybody: further than its dates when it or a later one reaches otherwise. */
export function widestDays<V extends ReachingVersion>(
  versions: readonly V[],
  index: number
): Pick<ReachingVersion, 'from' | 'until'> {
  const own = versions[index]
  if (own === undefined) throw new RangeError(`there is no version ${index}`)
  let until = versions.at(-1)?.until ?? null
  for (const { from, reach } of versions.slice(index + 1)) {
    if (from === null || reach?.kind === 'new-customers') continue
    const ends = reach?.kind === 'next-cycle' ? from.add({ days: LONGEST_CYCLE_DAYS }) : from
    until = until === null ? ends : earlierDate(until, ends)
  }
  return { from: own.reach?.kind === 'retroactive' ? own.reach.since : own.from, until }
}

/** From any day the next cycle begins within these. */
export const LONGEST_CYCLE_DAYS = 31
