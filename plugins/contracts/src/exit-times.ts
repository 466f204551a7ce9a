// Times after the day of signing, compared: months have no number of days of their own, so each is tried as the month of signing.
import { compareDates, endAfter } from '@farthing/plugin-sdk'
import type { PeriodLength } from '@farthing/plugin-sdk'

/** Of four years. Signed later in its month, a time of months has as many days as from one of these firsts. */
const FIRSTS = Array.from({ length: 48 }, (_, months) => Temporal.PlainDate.from('2027-01-01').add({ months }))

/** Whether, signed on some day, one is over before the other. */
export function isEverSooner(one: PeriodLength, other: PeriodLength): boolean {
  return FIRSTS.some(signed => compareDates(endAfter(signed, one), endAfter(signed, other)) < 0)
}

/** Whether, signed on whatever day, one is over before the other. */
export function isAlwaysSooner(one: PeriodLength, other: PeriodLength): boolean {
  return FIRSTS.every(signed => compareDates(endAfter(signed, one), endAfter(signed, other)) < 0)
}
