// Why an invoice cannot be cancelled, or not yet.
import { type BondRefusal, refusedBond } from '@farthing/billing-core'
import type { InvoiceHead } from '../billing-run/index.ts'
import type { Refusal } from '../http/index.ts'
import { accountBalances } from '../ledger/index.ts'
import type { Writer } from '../persistence/index.ts'
import type { Adjustment } from './adjustment.ts'
import { sumsLeftOf } from './sums-left.ts'

export type CancelRefusal =
  | 'unknown-invoice'
  | 'already-cancelled'
  | 'being-issued'
  | 'bond-not-held'
  | 'unnamed'
  | 'proposals-wait'

/** Under the account's lock: its bonds beside what is held of them in the books. */
export async function bondRefusal(
  writer: Writer,
  tenant: string,
  invoice: InvoiceHead
): Promise<BondRefusal | undefined> {
  const { account, accountNumber, currency, number } = invoice
  if (number === null) return undefined
  const lines = await sumsLeftOf(writer, tenant, invoice)
  if (!lines.some(({ ledger }) => ledger === 'bond')) return undefined
  const held = (await accountBalances(writer, tenant, account)).filter(({ ledgerAccount, unit }) => {
    return ledgerAccount === `bond:${accountNumber}` && unit === currency
  })
  return refusedBond(lines, { currency, held: held.reduce((sum, { amount }) => sum - amount, 0n), invoice: number })
}

export function waitsAlready({ cancels, id, kind }: Adjustment): Refusal<'proposals-wait'> {
  const what = cancels ? 'Its cancelling' : `A ${kind} of it`
  return {
    ok: false,
    reason: 'proposals-wait',
    detail: `${what} waits for approval already: approve or reject ${id} first.`
  }
}
