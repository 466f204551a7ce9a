// Credit that goes back to the customer; and what is owed of it when what brought it is gone again.
import { formatAmount, partOfCoin } from '../values/index.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

export type RefundRefusal = 'amount-not-positive' | 'amount-too-fine' | 'amount-above-credit'

/** `credit`: what the account holds that no invoice has used, micro. Undefined: it can be paid out. */
export function refusedRefund(
  amount: bigint,
  { credit, currency }: { readonly credit: bigint; readonly currency: string }
): { readonly ok: false; readonly reason: RefundRefusal; readonly detail: string } | undefined {
  if (credit <= 0n)
    return refused('amount-above-credit', 'No credit is held for this account: there is nothing to pay out.')
  if (amount <= 0n) return refused('amount-not-positive', 'A refund is of more than zero.')
  const fine = partOfCoin(amount, currency)
  if (fine !== null) return refused('amount-too-fine', `${fine}.`)
  if (amount <= credit) return undefined
  const held = `${formatAmount(credit, currency)} ${currency}`
  return refused(
    'amount-above-credit',
    `${held} is held in credit: no more can be paid out. What an invoice asked for too much is credited first, by a credit note.`
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
