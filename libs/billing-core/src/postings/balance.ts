// The one law of the ledger: debits and credits of a transaction agree, unit by unit.
import type { LedgerTransaction, Posting } from './ledger-transaction.ts'

/** Units whose postings do not sum to zero, with what is over; empty when the transaction balances. */
export function imbalance(transaction: Pick<LedgerTransaction, 'postings'>): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { unit, amount } of transaction.postings) sums.set(unit, (sums.get(unit) ?? 0n) + amount)
  for (const [unit, sum] of sums) if (sum === 0n) sums.delete(unit)
  return sums
}

export function negated(postings: readonly Posting[]): Posting[] {
  return postings.map(posting => ({ ...posting, amount: -posting.amount }))
}

/** Balance per ledger account and unit, in micro. */
export function balances(transactions: Iterable<LedgerTransaction>): Map<string, Map<string, bigint>> {
  const found = new Map<string, Map<string, bigint>>()
  for (const { postings } of transactions) {
    for (const { ledgerAccount, unit, amount } of postings) {
      const units = found.get(ledgerAccount) ?? new Map<string, bigint>()
      found.set(ledgerAccount, units.set(unit, (units.get(unit) ?? 0n) + amount))
    }
  }
  return found
}
