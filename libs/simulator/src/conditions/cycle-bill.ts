// The bill of the cycle around a day, as conditions ask for it: the same whoever asks.
import { accountAlignments, cutPeriod } from '@farthing/billing-core'
import { earlierDate, type Interval } from '@farthing/billing-core/values'
import { type BillResult, computeBill, planTraits, type UsageInput, usageWindow } from '../bill/index.ts'
import { CYCLE } from '../bill/usage-stretch.ts'

export interface CycleAsked extends Omit<UsageInput, 'billDate' | 'usage' | 'since'> {
  readonly today: Temporal.PlainDate
  /** The first day whose usage is asked for, when it is before the cycle. */
  readonly asked?: Temporal.PlainDate
}

export interface CycleLookBack {
  readonly cycle: Interval
  /** As `BillInput.since`. */
  readonly since: Temporal.PlainDate | null
  /** The first day whose usage the bill needs; null: from the beginning. */
  readonly from: Temporal.PlainDate | null
}

/** To the cycle's first day, or that of the cycle in which what is asked for begins; when something outlives its cycle, to what was carried to it, or to the beginning. */
export function cycleLookBack(asked: CycleAsked): CycleLookBack {
  const { carried, history, registry, ruleBook, today } = asked
  const cycle = cutPeriod(accountAlignments(history), CYCLE, today).days
  const { countingOn, lasting } = planTraits(history.subscriptions, ruleBook, registry)
  const isOwn = !(countingOn || lasting) || carried.length > 0
  const first = earlierDate(asked.asked ?? cycle.from, cycle.from)
  const since = isOwn ? first.add({ days: 1 }) : null
  return { cycle, since, from: usageWindow(history, since, carried).from }
}

/** `usage`: from `cycleLookBack` on. */
export function cycleBill(asked: CycleAsked, usage: UsageInput['usage']): BillResult {
  const { carried, history, registry, ruleBook } = asked
  const { cycle, since } = cycleLookBack(asked)
  const days = { billDate: cycle.until, previousBillDate: cycle.from, since }
  return computeBill({ history, ruleBook, registry, usage, carried, billed: [], ...days })
}
