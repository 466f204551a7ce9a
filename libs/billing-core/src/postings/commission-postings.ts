// Commission: an expense against what is owed to each partner, until a payment run pays it.
import type { LedgerTransaction, Posting } from './ledger-transaction.ts'

export interface EarnedCommission {
  /** Names the pass that booked it. */
  readonly id: string
  /** The billing account whose payments earned it. */
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly currency: string
  /** Micro; negative where it goes back. A partner may come more than once. */
  readonly entries: readonly { readonly partner: string; readonly amount: bigint }[]
}

/** Null when it comes to nothing for each partner. */
export function commissionPostings(earned: EarnedCommission): LedgerTransaction | null {
  const { account, currency: unit, date, entries, id } = earned
  const byPartner = Map.groupBy(entries, ({ partner }) => partner)
  const owed = [...byPartner].flatMap(([partner, own]): Posting[] => {
    const amount = own.reduce((sum, each) => sum + each.amount, 0n)
    return amount === 0n ? [] : [{ ledgerAccount: `commission:${partner}`, unit, amount: -amount }]
  })
  if (owed.length === 0) return null
  const expense = owed.reduce((sum, each) => sum - each.amount, 0n)
  const spent = expense === 0n ? [] : [{ ledgerAccount: 'commission-expense', unit, amount: expense }]
  return { key: `commission:${id}`, date, description: 'Commission', account, postings: [...spent, ...owed] }
}

export interface PaidCommission {
  /** Names the partner's part of the payment run. */
  readonly id: string
  /** A ledger transaction concerns an account: here it is the partner, by its id. */
  readonly account: string
  readonly partner: string
  readonly date: Temporal.PlainDate
  readonly currency: string
  /** 'bank': the cash account that it leaves from. */
  readonly method: string
  /** Micro, positive. */
  readonly amount: bigint
  readonly reference: string
}

export function paidCommissionPostings(paid: PaidCommission): LedgerTransaction {
  const { account, amount, currency: unit, date, id, method, partner, reference } = paid
  return {
    ...{ key: `commission-payment:${id}`, date, description: `Commission paid, ${reference}`, account },
    postings: [
      { ledgerAccount: `commission:${partner}`, unit, amount },
      { ledgerAccount: `cash:${method}`, unit, amount: -amount }
    ]
  }
}
