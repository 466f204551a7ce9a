// On which day an account is due: by the bill day that held then.
import { compareDates } from '@farthing/billing-core/values'
import { type AccountHistory, billDates } from '@farthing/billing-core'
import { earlierDate, laterDate } from '@farthing/billing-core/values'

const LONGEST_GAP = { days: 31 } as const

/** The newest bill date on or before `day`; null when the account had none yet. */
export function lastBillDate(
  history: Pick<AccountHistory, 'billDays'>,
  day: Temporal.PlainDate
): Temporal.PlainDate | null {
  const end = day.add({ days: 1 })
  for (let index = history.billDays.length - 1; index >= 0; index -= 1) {
    const held = history.billDays[index]
    if (held === undefined || compareDates(held.from, day) > 0) continue
    const next = history.billDays[index + 1]?.from
    const until = next === undefined ? end : earlierDate(next, end)
    const on = billDates(held.billDay, laterDate(held.from, until.subtract(LONGEST_GAP)), until).at(-1)
    if (on !== undefined) return on
  }
  return null
}

/** For each bill day 1..31 the newest date on or before `day` that it falls on. */
export function dueDates(day: Temporal.PlainDate): { readonly billDay: number; readonly on: Temporal.PlainDate }[] {
  const end = day.add({ days: 1 })
  return Array.from({ length: 31 }, (_, index) => {
    const on = billDates(index + 1, end.subtract(LONGEST_GAP), end).at(-1) ?? day
    return { billDay: index + 1, on }
  })
}
