// What the last bill of a life saw, so that the next looks back only to the first day that is news.
import type { AccountHistory } from '@farthing/billing-core'
import { earlierDate, localDay, startOfDayMs } from '@farthing/billing-core/values'
import { type CarriedUsage, changedClaims } from '../bill/index.ts'
import type { LifeState } from './life-state.ts'

export interface SeenByBill {
  readonly billDate: Temporal.PlainDate
  readonly carried: readonly CarriedUsage[]
  /** How many of each there were. */
  readonly facts: number
  readonly uses: number
  readonly published: number
}

export function seenByBill(
  { facts, published, uses }: LifeState,
  billDate: Temporal.PlainDate,
  carried: readonly CarriedUsage[]
): SeenByBill {
  return { billDate, carried, facts: facts.length, uses: uses.length, published: published.length }
}

/** Null: to the beginning, as for the first bill and whenever rules were published or a fact takes another's place. */
export function lookBackDay(
  state: LifeState,
  history: AccountHistory,
  on: Temporal.PlainDate
): Temporal.PlainDate | null {
  const { facts, published, ruleBook, seen, uses } = state
  if (seen === null || seen.published !== published.length) return null
  const { billDate } = seen
  if (Temporal.PlainDate.compare(on, billDate) <= 0) return null
  const news = facts.slice(seen.facts)
  if (news.some(({ supersedes }) => supersedes !== null)) return null
  const endMs = startOfDayMs(billDate, history.zone)
  const starts = uses.slice(seen.uses).map(({ at }) => at.epochMilliseconds)
  const claims = changedClaims(history, { book: ruleBook, billDate }, { book: ruleBook, billDate: on })
  const days = [
    ...news.map(({ effective }) => effective),
    ...starts.filter(startedAt => startedAt < endMs).map(startedAt => localDay(startedAt, history.zone)),
    ...claims.map(({ from }) => from)
  ]
  return days.reduce(earlierDate, billDate.add({ days: 1 }))
}
