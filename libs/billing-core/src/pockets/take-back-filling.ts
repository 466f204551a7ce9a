// A payment that filled a pocket is taken back: what is left goes first, then what lapsed of it, and what is gone is owed.
import type { LedgerTransaction } from '../postings/index.ts'
import { formatAmount } from '../values/index.ts'
import { counterpart, pocketLedgerAccount } from './pocket-postings.ts'
import type { Pocket } from './pocket.ts'

export interface FilledByPayment {
  readonly pocket: Pick<Pocket, 'balance' | 'id' | 'number' | 'reserved' | 'unit'>
  /** Micro that the payment brought, all of it into this pocket. */
  readonly paid: bigint
  /** Micro that ended in it as breakage. */
  readonly lapsed: bigint
}

/** Micro; together what was paid. */
export interface FillingTakenBack {
  /** Out of the pocket: what nobody has used and no reservation holds. */
  readonly left: bigint
  /** Out of breakage: nothing lapses that was never paid for. */
  readonly lapsed: bigint
  /** Used, held for open reservations, or passed on. */
  readonly owed: bigint
}

/** Of the line on which it is owed, an expense: the revenue was posted when it was used, and stays. */
export const REVERSED_TOP_UPS = 'reversed-top-ups'

export function takeBackFilling({ lapsed, paid, pocket }: FilledByPayment): FillingTakenBack {
  const left = smaller(pocket.balance - pocket.reserved, paid)
  const unlapsed = smaller(lapsed, paid - left)
  return { left, lapsed: unlapsed, owed: paid - left - unlapsed }
}

interface TakenBack extends FillingTakenBack {
  /** Of the payment. */
  readonly id: string
  readonly date: Temporal.PlainDate
  readonly account: { readonly id: string; readonly number: string }
  readonly pocket: FilledByPayment['pocket']
}

/** Beside the reversal of the payment itself, which takes it out of the account's credit: from there it never was. */
export function takenBackPostings({ account, date, id, pocket, ...back }: TakenBack): LedgerTransaction {
  const { number, unit } = pocket
  const postings = [
    { ledgerAccount: pocketLedgerAccount(account.number, pocket), unit, amount: back.left },
    { ledgerAccount: counterpart('breakage', unit), unit, amount: back.lapsed },
    { ledgerAccount: `expense:${REVERSED_TOP_UPS}`, unit, amount: back.owed },
    { ledgerAccount: `unallocated:${account.number}`, unit, amount: -(back.left + back.lapsed + back.owed) }
  ]
  return {
    key: `top-up-reversal:${id}`,
    date,
    description: `Pocket ${number}: its top-up was reversed`,
    account: account.id,
    postings: postings.filter(({ amount }) => amount !== 0n)
  }
}

/** What is owed of it, as an item of the account's next invoice. `reversed`: what the payment is known by. */
export function owedTopUp(owed: bigint, { paid, pocket: { unit } }: FilledByPayment, reversed: string) {
  const description = `Reversed top-up of ${formatAmount(paid, unit)} ${unit}, as far as it was used`
  const item = { kind: 'item', category: REVERSED_TOP_UPS, subscription: null } as const
  return { ...item, amount: owed, description, reversed }
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
