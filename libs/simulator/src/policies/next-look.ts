// The next day on which policies may want something of an account though nothing happens to it.
import { accountAlignments, type AccountHistory, cutPeriod } from '@farthing/billing-core'
import { compareDates, earlierDate } from '@farthing/billing-core/values'
import type { RuleBook } from '../bill/index.ts'
import { CYCLE } from '../bill/usage-stretch.ts'
import { policiesOn } from './due-effects.ts'
import type { PolicyNeeds } from './policy-needs.ts'

type Day = Temporal.PlainDate

export interface LookedAt {
  readonly history: AccountHistory
  readonly ruleBook: RuleBook
  readonly today: Day
  /** Days on which what is barred or throttled ends by itself. */
  readonly ends: readonly Day[]
  /** Something was used, or done, on a day that a window of some condition has and will not have tomorrow or later. */
  readonly moves: boolean
}

/** Null: never. */
export function nextLook(
  { ends, history, moves: isMoving, ruleBook, today }: LookedAt,
  needs: PolicyNeeds
): Day | null {
  const moves = history.subscriptions.flatMap(({ held = [] }) => held.map(({ until }) => until))
  const days: (Day | null)[] = [...ends, ...moves]
  if (needs.acts && history.subscriptions.some(({ terminated }) => terminated === null || isAfter(terminated, today))) {
    days.push(cutPeriod(accountAlignments(history), CYCLE, today).days.until)
    if (needs.daily || isMoving) days.push(today.add({ days: 1 }))
    days.push(...datesOf(history), ...ruleBook.versions.map(({ from }) => from))
    days.push(...policiesOn(ruleBook, today).map(({ until }) => until))
    days.push(...(ruleBook.at(today)?.policies ?? []).map(({ from }) => from))
  }
  return days.reduce<Day | null>(
    (next, day) => (day === null || !isAfter(day, today) ? next : next === null ? day : earlierDate(next, day)),
    null
  )
}

function isAfter(day: Day, today: Day): boolean {
  return compareDates(day, today) > 0
}

/** On which its subscriptions begin, change and end. */
function datesOf({ subscriptions }: AccountHistory): (Day | null)[] {
  return subscriptions.flatMap(({ features, segments, terminated }) => [
    terminated,
    ...segments.map(({ from }) => from),
    ...features.flatMap(({ from, until }) => [from, until])
  ])
}
