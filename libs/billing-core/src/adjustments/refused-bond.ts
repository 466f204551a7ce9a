// Why an invoice cannot be cancelled: what of its bonds is held no longer would become a claim on the customer.
import type { PostedLine } from '../postings/index.ts'
import { formatAmount } from '../values/index.ts'

export interface BondRefusal {
  readonly ok: false
  readonly reason: 'bond-not-held'
  readonly detail: string
}

/** `lines`: what of it is in the books; `held`: bonds of the account in the books, micro. Undefined: it can. */
export function refusedBond(
  lines: readonly Pick<PostedLine, 'ledger' | 'amount'>[],
  { currency, held, invoice }: { readonly currency: string; readonly held: bigint; readonly invoice: string }
): BondRefusal | undefined {
  const taken = lines.reduce((sum, { amount, ledger }) => (ledger === 'bond' ? sum + amount : sum), 0n)
  if (taken <= 0n || taken <= held) return undefined
  const [bond, left] = [formatAmount(taken, currency), formatAmount(held > 0n ? held : 0n, currency)]
  const detail = `Invoice ${invoice} took a bond of ${bond} ${currency}, and ${left} is held yet: the rest was drawn on or given back. Cancel the invoice that did so first, or credit only the lines that are wrong: what facts or rules said wrong is corrected by the next bill.`
  return { ok: false, reason: 'bond-not-held', detail }
}
