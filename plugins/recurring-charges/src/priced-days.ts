// The days of a period by price: where a first price ends, and where the subscription is suspended or resumed.
import { compareDates, daysByPrice, endAfter, formatPeriodLength, suspendedPrice } from '@farthing/plugin-sdk'
import type { DayPrice, Interval, PeriodLength, SubscriptionHistory } from '@farthing/plugin-sdk'
import type { Rent } from './rent.ts'

type Day = Temporal.PlainDate

/** `why`: 'for the first 3 months', 'while suspended'; null for the rent itself. */
export type PricedDays = Interval & DayPrice

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
  const usualOn = (day: Day): DayPrice => {
    const at = ends.findIndex(end => compareDates(day, end) < 0)
    const step = rent.steps[at]
    return step === undefined ? { amount: rent.amount, why: null } : { amount: step.amount, why: stepWords(rent, at) }
  }
  const priceOn = (day: Day): DayPrice => suspendedPrice(rent.suspended, usualOn(day), segments, day)
  if (rent.proration === 'none' || rent.proration === 'full period') return [{ ...days, ...priceOn(days.from) }]
  return daysByPrice(days, [...ends, ...segments.map(({ from }) => from)], priceOn)
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
