// How far back usage is gone through to say what the events of a day got.
import type { AccountHistory } from '@farthing/billing-core'
import { planTraits, type UsageInput } from '../bill/index.ts'

/** As `UsageInput.since`: the cycle of the day; null, the beginning, when something in the account's plans outlives its cycle. */
export function sinceFor(
  day: Temporal.PlainDate,
  history: AccountHistory,
  { registry, ruleBook }: Pick<UsageInput, 'registry' | 'ruleBook'>
): Temporal.PlainDate | null {
  const { countingOn, lasting } = planTraits(history.subscriptions, ruleBook, registry)
  return countingOn || lasting ? null : day.add({ days: 1 })
}
