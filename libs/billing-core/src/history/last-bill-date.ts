// On which day an account is due: by the bill day that held then.
import { billDates } from '../periods/index.ts'
import { compareDates, earlierDate, laterDate } from '../values/index.ts'
import type { AccountHistory } from './account-history.ts'

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
