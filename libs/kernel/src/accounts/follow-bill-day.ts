// A consolidated account is billed on its parent's bill day: which facts say so.
import { type AccountHistory, type BillDayChanged, type DatedBillDay, laterDate } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'

/** Days under a parent, half-open; `until` null while they last. */
export interface FollowedDays {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

type Move = Pick<BillDayChanged, 'kind' | 'effective' | 'billDay'>

/** None where the child's bill day is the parent's already. Each move cuts the child's period as any other does. */
export function followedBillDays(
  child: Pick<AccountHistory, 'billDays' | 'opened'>,
  parent: Pick<AccountHistory, 'billDays'>,
  { from, until }: FollowedDays
): Move[] {
  const first = laterDate(from, child.opened)
  const within = (day: Temporal.PlainDate): boolean =>
    compareDates(day, first) > 0 && (until === null || compareDates(day, until) < 0)
  const days = [first, ...[...child.billDays, ...parent.billDays].map(each => each.from).filter(within)]
  const moves: Move[] = []
  for (const day of days.toSorted(compareDates)) {
    const [own, moved, wanted] = [billDayOn(child, day), moves.at(-1), billDayOn(parent, day)]
    const holds = moved !== undefined && compareDates(own.from, moved.effective) <= 0 ? moved : own
    if (holds.billDay !== wanted.billDay)
      moves.push({ kind: 'bill-day-changed', effective: day, billDay: wanted.billDay })
  }
  return moves
}

/** Before the first day: the first one. */
function billDayOn({ billDays }: Pick<AccountHistory, 'billDays'>, day: Temporal.PlainDate): DatedBillDay {
  const found = billDays.findLast(({ from }) => compareDates(from, day) <= 0) ?? billDays[0]
  if (found === undefined) throw new Error('an account has a bill day from its first day on')
  return found
}
