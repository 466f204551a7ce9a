// Credit that the account holds is paid out to the customer.
import { freeCredit, paymentPostings, refusedRefund } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'

/** All that is free of it when no amount is told. */
export function refund(state: LifeState, fact: LifeFact<'refund'>): void {
  const { account, credit, journal, messages, payments } = state
  const { currency } = account
  const open = state.invoices.reduce((sum, { outstanding }) => sum + outstanding, 0n)
  const { amount = freeCredit({ credit, open }), method = 'bank', number, on } = fact
  const refused = refusedRefund(amount, { credit, open, currency })
  if (refused !== undefined) {
    state.refused.push({ fact: number, reason: refused.reason, detail: refused.detail })
    return
  }
  const id = `refund-${number}`
  const { reference = id } = fact
  state.credit -= amount
  const paid = { id, method, reference, amount: -amount }
  payments.push({ ...paid, on, reversed: false })
  journal.push(paymentPostings({ ...paid, account: account.id, date: on, currency, allocated: 0n }))
  messages.push({ on, kind: 'refund-paid', text: `Paid out ${formatAmount(amount, currency)} ${currency} of credit` })
}
