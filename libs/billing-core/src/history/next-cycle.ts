// When an account's next cycle begins: by the bill days that hold between now and then.
import { nextBillDate } from '../periods/index.ts'
import { compareDates } from '../values/index.ts'
import type { AccountHistory } from './account-history.ts'

/** The first bill date after the day; on a bill day that of the cycle to come, for this one has begun. */
export function nextCycle(
  { billDays }: Pick<AccountHistory, 'billDays'>,
  after: Temporal.PlainDate
): Temporal.PlainDate {
  const held = billDays.findLastIndex(({ from }) => compareDates(from, after) <= 0)
  for (let index = Math.max(held, 0); ; index += 1) {
    const [current, next] = [billDays[index], billDays[index + 1]]
    if (current === undefined) throw new Error('an account has a bill day')
    const sinceMoved = current.from.subtract({ days: 1 })
    const on = nextBillDate(current.billDay, compareDates(sinceMoved, after) > 0 ? sinceMoved : after)
    if (next === undefined || compareDates(on, next.from) < 0) return on
  }
}
