// Why what is open of an invoice cannot be given up.
import { formatAmount, partOfCoin } from '../values/index.ts'

export type WriteOffRefusal = 'amount-not-positive' | 'amount-too-fine' | 'nothing-open' | 'above-open'

/** `open`: what is still to pay, micro. Undefined: it can. */
export function refusedWriteOff(
  amount: bigint,
  { currency, open }: { readonly currency: string; readonly open: bigint }
): { readonly ok: false; readonly reason: WriteOffRefusal; readonly detail: string } | undefined {
  if (open <= 0n) return { ok: false, reason: 'nothing-open', detail: 'Nothing of this invoice is open.' }
  if (amount <= 0n) return { ok: false, reason: 'amount-not-positive', detail: 'A write-off is of more than zero.' }
  const fine = partOfCoin(amount, currency)
  if (fine !== null) return { ok: false, reason: 'amount-too-fine', detail: `${fine}.` }
  if (amount <= open) return undefined
  const detail = `Of this invoice ${formatAmount(open, currency)} ${currency} is open.`
  return { ok: false, reason: 'above-open', detail }
}
