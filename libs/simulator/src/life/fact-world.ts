// What conditions may know of a life on a day.
import { accountHistory, balances, nextBillDate } from '@farthing/billing-core'
import { previewBill } from './bill-account.ts'
import type { LifeState } from './life-state.ts'
import { ratedUses } from './use-service.ts'
import { type FactWorld, ticksUsed } from '../conditions/index.ts'

/** `subscription` by its name; unknown: only asked for. */
export function factWorld(state: LifeState, subscription: string, today: Temporal.PlainDate): FactWorld {
  const { account, registry, ruleBook } = state
  const history = accountHistory(account.id, state.facts)
  if (history === null) throw new Error('a life opens its account')
  const about = {
    history,
    subscription: history.subscriptions.find(({ id }) => id === subscription) ?? null,
    today,
    usage: () => ratedUses(state).flatMap(({ billable }) => (billable === null ? [] : [billable]))
  }
  return {
    ...about,
    ruleBook,
    registry,
    used: service => ticksUsed(about, service),
    bill: () => previewBill(state, nextBillDate(account.billDay, today)),
    owed: () => balances(state.journal).get(`receivable:${account.id}`)?.get(account.currency) ?? 0n
  }
}
