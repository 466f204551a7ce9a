// What an invoice tells the ledger, as it is kept with it: issuing posts it, and a credit note takes it back.
import { type PostedAmounts, type PostedLine, postedLines } from '@farthing/billing-core'

/** [ledger, category or tax, micro], each pair once. */
export type LedgerSums = readonly (readonly [PostedLine['ledger'], string, string])[]

export function ledgerSums(invoice: PostedAmounts): LedgerSums {
  return postedLines(invoice).map(({ amount, category, ledger }) => [ledger, category, amount.toString()])
}

export function linesOfSums(sums: LedgerSums): PostedLine[] {
  return sums.map(([ledger, category, amount]) => ({ ledger, category, amount: BigInt(amount) }))
}
