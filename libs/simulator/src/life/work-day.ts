// What the system does by itself on each day: bills on the bill day, reminders after a due date.
import { lastBillDate } from '@farthing/billing-core'
import { compareDates, formatAmount, sameDate } from '@farthing/billing-core/values'
import { applyPolicies } from './apply-policies.ts'
import { billAccount } from './bill-account.ts'
import { earnCommissions } from './earn-commissions.ts'
import { earnPoints } from './earn-points.ts'
import { lifeHistory } from './life-history.ts'
import { lapsePockets } from './life-pockets.ts'
import { carryOutDue } from './retention-desk.ts'
import type { LifeState } from './life-state.ts'

export async function workDay(state: LifeState, day: Temporal.PlainDate): Promise<void> {
  lapsePockets(state, day.toZonedDateTime(state.account.zone).toInstant())
  await carryOutDue(state, day)
  billDue(state, day)
  for (const issued of state.invoices) {
    if (issued.outstanding === 0n || issued.reminded) continue
    if (Temporal.PlainDate.compare(issued.invoice.dueDate, day) >= 0) continue
    issued.reminded = true
    const amount = `${formatAmount(issued.outstanding, state.account.currency)} ${state.account.currency}`
    const text = `Invoice ${issued.number} was due on ${issued.invoice.dueDate.toString()}: ${amount} is open`
    state.messages.push({ on: day, kind: 'invoice-overdue', text })
  }
  await applyPolicies(state, day)
  earnCommissions(state, day)
  earnPoints(state, day)
}

/** Bills of a bill day, when the grace of the rules that held on it is over. */
function billDue(state: LifeState, day: Temporal.PlainDate): void {
  const billDate = billDayThatCame(state, day)
  if (billDate !== null) {
    state.lastBillDay = billDate
    const days = state.ruleBook.at(billDate)?.operator.graceDays ?? 0
    state.openBills.push({ billDate, closes: billDate.add({ days }) })
  }
  for (let bill = state.openBills[0]; bill && compareDates(bill.closes, day) <= 0; bill = state.openBills[0]) {
    state.openBills.shift()
    const isBilled = state.lastBill !== null && compareDates(bill.billDate, state.lastBill) <= 0
    if (!isBilled) billAccount(state, bill.billDate, { asked: 'bill day', today: day })
  }
}

/** Today, or an earlier day of which it became known only now that it is one; null: none. */
function billDayThatCame(state: LifeState, day: Temporal.PlainDate): Temporal.PlainDate | null {
  const { lastBillDay } = state
  const history = lifeHistory(state)
  const came = history && lastBillDate(history, day)
  if (came === null || sameDate(came, day)) return came
  return lastBillDay !== null && compareDates(lastBillDay, came) < 0 ? came : null
}
