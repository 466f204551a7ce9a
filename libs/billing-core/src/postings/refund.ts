// Credit that goes back to the customer; and what is owed of it when what brought it is gone again.
import { formatAmount, partOfCoin } from '../values/index.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

export type RefundRefusal = 'amount-not-positive' | 'amount-too-fine' | 'amount-above-credit'

export interface CreditToRefund {
  /** What the account holds that no invoice has used, micro. */
  readonly credit: bigint
  /** What its open invoices ask for, micro: as much of the credit is not free. */
  readonly open: bigint
  readonly currency: string
}

/** Never less than nothing. */
export function freeCredit({ credit, open }: Pick<CreditToRefund, 'credit' | 'open'>): bigint {
  return credit > open ? credit - open : 0n
}

/** Undefined: it can be paid out. */
export function refusedRefund(
  amount: bigint,
  held: CreditToRefund
): { readonly ok: false; readonly reason: RefundRefusal; readonly detail: string } | undefined {
  const { credit, currency, open } = held
  const free = freeCredit(held)
  if (credit <= 0n)
    return refused('amount-above-credit', 'No credit is held for this account: there is nothing to pay out.')
  if (amount <= 0n && free > 0n) return refused('amount-not-positive', 'A refund is of more than zero.')
  const fine = partOfCoin(amount, currency)
  if (fine !== null) return refused('amount-too-fine', `${fine}.`)
  if (amount <= free && amount > 0n) return undefined
  const words = (micro: bigint): string => `${formatAmount(micro, currency)} ${currency}`
  const owed = open > 0n ? `, and open invoices ask for ${words(open)}, which it pays first` : ''
  return refused(
    'amount-above-credit',
    `${words(credit)} is held in credit${owed}: no more than ${words(free)} can be paid out. What an invoice asked for too much becomes credit by a credit note.`
  )
}

function refused(reason: RefundRefusal, detail: string) {
  return { ok: false, reason, detail } as const
}

/** Of the line on which it is owed, an expense: what it corrects has been credited already. */
export const REFUNDED_CREDIT = 'refunded-credit'

export interface CreditPaidOut {
  /** Micro by which more was paid out than there was. */
  readonly amount: bigint
  /** What had brought it: 'a reversed payment'. */
  readonly of: string
}

/** As an item of the account's next invoice. */
export function owedRefund({ amount, of }: CreditPaidOut) {
  const description = `Credit paid out that ${of} had brought`
  return { kind: 'item', category: REFUNDED_CREDIT, subscription: null, amount, description, refunded: of } as const
}

/** Takes it out of the account's credit, where nobody would ask for it. */
export function owedRefundPostings({
  account,
  amount,
  currency: unit,
  date,
  id,
  of
}: CreditPaidOut & {
  readonly id: string
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly currency: string
}): LedgerTransaction {
  return {
    key: `refunded-credit:${id}`,
    date,
    description: `Credit of ${of} had been paid out: owed on the next invoice`,
    account,
    postings: [
      { ledgerAccount: `expense:${REFUNDED_CREDIT}`, unit, amount },
      { ledgerAccount: `unallocated:${account}`, unit, amount: -amount }
    ]
  }
}
