// Money received: against invoices first, the rest is held for the account. And money paid out of that, which is less than nothing received.
import { negated } from './balance.ts'
import type { LedgerTransaction, Posting } from './ledger-transaction.ts'

export interface PostedPayment {
  readonly id: string
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly currency: string
  /** 'bank', 'card', 'cash': the cash account that it lands on. */
  readonly method: string
  /** Micro; of a refund, which settles nothing, less than nothing. */
  readonly amount: bigint
  /** The part that settles invoices, micro, at most `amount`. */
  readonly allocated: bigint
  readonly reference: string
}

/** Cash in; what is not allocated is the account's credit. Of a refund cash out, of that credit. */
export function paymentPostings(payment: PostedPayment): LedgerTransaction {
  const unit = payment.currency
  const postings: Posting[] = [
    { ledgerAccount: `cash:${payment.method}`, unit, amount: payment.amount },
    { ledgerAccount: `receivable:${payment.account}`, unit, amount: -payment.allocated },
    { ledgerAccount: `unallocated:${payment.account}`, unit, amount: payment.allocated - payment.amount }
  ]
  return {
    key: `${wordOf(payment)}:${payment.id}`,
    date: payment.date,
    description: payment.amount < 0n ? `Refund ${payment.reference}` : `Payment ${payment.reference}`,
    account: payment.account,
    postings: postings.filter(posting => posting.amount !== 0n)
  }
}

/** Takes a payment back: the exact opposite of what stands allocated now. */
export function reversalPostings(payment: PostedPayment, on: Temporal.PlainDate): LedgerTransaction {
  const original = paymentPostings(payment)
  return {
    ...original,
    key: `${wordOf(payment)}-reversal:${payment.id}`,
    date: on,
    description: `Reversal of ${wordOf(payment)} ${payment.reference}`,
    postings: negated(original.postings)
  }
}

function wordOf({ amount }: PostedPayment): 'payment' | 'refund' {
  return amount < 0n ? 'refund' : 'payment'
}

/** Uses held credit for invoices later on. `id` names the allocation. */
export function allocationPostings(
  allocation: Pick<PostedPayment, 'id' | 'account' | 'date' | 'currency' | 'amount'>
): LedgerTransaction {
  const unit = allocation.currency
  return {
    key: `allocation:${allocation.id}`,
    date: allocation.date,
    description: 'Credit allocated to invoices',
    account: allocation.account,
    postings: [
      { ledgerAccount: `unallocated:${allocation.account}`, unit, amount: allocation.amount },
      { ledgerAccount: `receivable:${allocation.account}`, unit, amount: -allocation.amount }
    ]
  }
}
