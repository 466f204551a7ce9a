// For each bill day the date on which it is due.
import { billDates } from '@farthing/billing-core'

const LONGEST_GAP = { days: 31 } as const

/** For each bill day 1..31 the newest date on or before `day` that it falls on. */
export function dueDates(day: Temporal.PlainDate): { readonly billDay: number; readonly on: Temporal.PlainDate }[] {
  const end = day.add({ days: 1 })
  return Array.from({ length: 31 }, (_, index) => {
    const on = billDates(index + 1, end.subtract(LONGEST_GAP), end).at(-1) ?? day
    return { billDay: index + 1, on }
  })
}
