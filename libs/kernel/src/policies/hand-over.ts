// What is barred or throttled of a subscription goes with it to another account.
import { containsDate } from '@farthing/billing-core/values'
import type { AccountAtHand } from './account-at-hand.ts'
import type { Restrictions } from './restrictions.ts'

/** It ends on the account that had it and begins on the one that has it, by the same cause: on the network nothing changes. */
export function handOver(
  { history, today }: Pick<AccountAtHand, 'history' | 'today'>,
  restrictions: Restrictions
): void {
  for (const { holders = [], id } of history.subscriptions) {
    const holder = holders.find(days => containsDate(days, today))
    if (holder === undefined || holder.account === history.account) continue
    const kept = restrictions.open.filter(({ subscription }) => subscription === id)
    const reason = 'the subscription is of another account'
    restrictions.lift(
      ({ subscription }) => subscription === id,
      () => ({ since: holder.from, reason, rule: null })
    )
    for (const { cause, deed, kilobits, reason: why, rule, subscription, until, what } of kept) {
      const same = { cause, deed, kilobits, reason: why, rule, subscription, until, what }
      restrictions.news.push({ ...same, account: holder.account, since: holder.from, ends: null })
    }
  }
}
