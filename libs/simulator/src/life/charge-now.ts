// A change that is charged at once: an invoice of what it costs, on the day on which it is told.
import { type AccountHistory, accountHistory, type Fact } from '@farthing/billing-core'
import { changeBill, notChargedAtOnce } from '../bill/index.ts'
import { issue } from './bill-account.ts'
import type { DatedChange } from './due-fact.ts'
import { billedSoFar } from './left-of-invoice.ts'
import type { LifeState } from './life-state.ts'

/** `told`: how many facts there were before it. False: it is noted among what was refused, and is to be forgotten as a whole. */
export function chargeNow(state: LifeState, fact: DatedChange, told: number): boolean {
  const { account, facts, lastBill, registry, ruleBook } = state
  const refuse = (reason: string): false => {
    state.refused.push({ fact: fact.number, reason, detail: fact.do })
    return false
  }
  const today = fact.known.toZonedDateTimeISO(account.zone).toPlainDate()
  const late = notChargedAtOnce(fact.on, today)
  if (late !== null) return refuse(`it cannot be charged at once: ${late}`)
  const history = historyOf(account.id, facts)
  const billed = billedSoFar(state)
  const input = { history, ruleBook, registry, billed, billDate: today, previousBillDate: lastBill }
  const result = changeBill(historyOf(account.id, facts.slice(0, told)), input)
  state.witness?.(result)
  if (!result.ok) return refuse(`it cannot be charged at once: ${result.detail}`)
  if (result.invoice !== null) issue(state, result.invoice, { today, group: null, atOnce: true })
  return true
}

function historyOf(account: string, facts: readonly Fact[]): AccountHistory {
  const history = accountHistory(account, facts)
  if (history === null) throw new Error('a life opens its account')
  return history
}
