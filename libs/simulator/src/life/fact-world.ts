// What conditions may know of a life on a day.
import { balances, nextCycle } from '@farthing/billing-core'
import type { BillResult } from '../bill/index.ts'
import { previewBill } from './bill-account.ts'
import { usedByGroups } from './life-groups.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { billableUses } from './use-service.ts'
import { type FactWorld, ticksUsed } from '../conditions/index.ts'

/** The bill of the cycle around a day as far as is known now, made when it is first asked for, and once from each day. */
export function billAhead(state: LifeState, today: Temporal.PlainDate): FactWorld['bill'] {
  const bills = new Map<string, BillResult>()
  return from => {
    const bill = bills.get(`${from}`) ?? previewBill(state, nextBillOf(state, today), from)
    bills.set(`${from}`, bill)
    return bill
  }
}

function nextBillOf(state: LifeState, today: Temporal.PlainDate): Temporal.PlainDate {
  const history = lifeHistory(state)
  if (history === null) throw new Error('a life opens its account')
  return nextCycle(history, today)
}

/** `subscription` by its name; unknown: only asked for. */
export function factWorld(
  state: LifeState,
  subscription: string,
  today: Temporal.PlainDate,
  bill = billAhead(state, today)
): FactWorld {
  const { account, registry, ruleBook } = state
  const history = lifeHistory(state)
  if (history === null) throw new Error('a life opens its account')
  const about = {
    history,
    subscription: history.subscriptions.find(({ id }) => id === subscription) ?? null,
    today,
    usage: () => billableUses(state)
  }
  const used: FactWorld['used'] = (service, asked) => ticksUsed(about, service, asked)
  return {
    ...about,
    ruleBook,
    registry,
    used,
    usedByGroups: usedByGroups(state, { subscription, today, used }),
    bill,
    owed: () => balances(state.journal).get(`receivable:${account.id}`)?.get(account.currency) ?? 0n
  }
}
