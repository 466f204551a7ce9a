// The days of a period by price: where a first price ends, and where the subscription is suspended or resumed.
import { compareDates, containsDate, endAfter, formatPeriodLength } from '@farthing/plugin-sdk'
import type { Interval, PeriodLength, SubscriptionHistory } from '@farthing/plugin-sdk'
import type { Rent } from './rent.ts'

type Day = Temporal.PlainDate

export interface PricedDays extends Interval {
  /** Price of a full period, micro; zero is free. */
  readonly amount: bigint
  /** 'for the first 3 months', 'while suspended'; null for the rent itself. */
  readonly why: string | null
}

/** What a price depends on beside the rent. */
export interface Holding {
  /** The first day on the plan or with the feature. */
  readonly first: Day
  readonly segments: SubscriptionHistory['segments']
}

/** In order, without gap; neighbours differ in price. Where no part of a period has a price of its own, the first day's is that of all. */
export function pricedDays(rent: Rent, days: Interval, { first, segments }: Holding): PricedDays[] {
  if (rent.steps.length === 0 && rent.suspended === null) return [{ ...days, amount: rent.amount, why: null }]
  const ends = stepEnds(rent, first)
  const priceOn = (day: Day): Omit<PricedDays, keyof Interval> => {
    const at = ends.findIndex(end => compareDates(day, end) < 0)
    const step = rent.steps[at]
    const usual =
      step === undefined ? { amount: rent.amount, why: null } : { amount: step.amount, why: stepWords(rent, at) }
    if (rent.suspended === null || rent.suspended >= usual.amount || !isSuspended(segments, day)) return usual
    return { amount: rent.suspended, why: 'while suspended' }
  }
  if (rent.proration === 'none' || rent.proration === 'full period') return [{ ...days, ...priceOn(days.from) }]
  const states = rent.suspended === null ? [] : segments.map(({ from }) => from)
  const found: PricedDays[] = []
  for (const part of cutAt(days, [...ends, ...states])) {
    const [priced, last] = [priceOn(part.from), found.at(-1)]
    if (last?.amount === priced.amount && last.why === priced.why)
      found[found.length - 1] = { ...last, until: part.until }
    else found.push({ ...part, ...priced })
  }
  return found
}

function isSuspended(segments: SubscriptionHistory['segments'], day: Day): boolean {
  return segments.some(segment => segment.state === 'suspended' && containsDate(segment, day))
}

function cutAt({ from, until }: Interval, cuts: readonly Day[]): Interval[] {
  const within = cuts.filter(day => compareDates(from, day) < 0 && compareDates(day, until) < 0)
  const starts = [from, ...within.toSorted(compareDates)]
  return starts.map((start, index) => ({ from: start, until: starts[index + 1] ?? until }))
}

/** The first day after each step. Months are added up before they are counted from the first day, so that a 31st comes back. */
function stepEnds({ steps }: Rent, first: Day): Day[] {
  let [anchor, end, sum] = [first, first, 0]
  let unit: PeriodLength['unit'] | null = null
  return steps.map(({ length }) => {
    if (length.unit !== unit) [anchor, sum] = [end, 0]
    unit = length.unit
    sum += length.count
    end = endAfter(anchor, { unit, count: sum })
    return end
  })
}

function stepWords({ steps }: Rent, at: number): string {
  const length = steps[at]?.length
  if (length === undefined) throw new Error('a step that is not there has a price')
  const words = length.count === 1 ? formatPeriodLength(length) : `${length.count} ${length.unit}s`
  return at === 0 ? `for the first ${words}` : `for ${length.count === 1 ? 'a' : 'the next'} ${words}`
}
