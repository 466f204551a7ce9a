// Why an adjustment cannot be made, or cannot be approved any more: what it takes is no longer there.
import { grossOf, type LineShare, refusedWriteOff, type WriteOffRefusal } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import type { InvoiceHead } from '../billing-run/index.ts'
import type { AdjustmentWithLines } from './adjustment.ts'
import { leftToCredit } from './left-to-credit.ts'

export type StaleRefusal = 'above-line' | 'above-invoice' | 'bond-not-held' | WriteOffRefusal

interface Refusal<Reason> {
  readonly ok: false
  readonly reason: Reason
  readonly detail: string
}

/** Of a proposal, when it is approved. */
export async function refusedNow(
  client: ClientBase,
  tenant: string,
  { invoice, made }: { readonly invoice: InvoiceHead; readonly made: AdjustmentWithLines }
): Promise<Refusal<StaleRefusal> | undefined> {
  const { adjusted, currency, paid, total } = invoice
  if (made.kind === 'write-off') return refusedWriteOff(made.total, { currency, open: total - paid - adjusted })
  if (made.kind === 'debit-note') return undefined
  const left = await leftToCredit(client, tenant, invoice, made.id)
  const gone = made.lines.find(line => isAbove(line, left.lines))
  if (gone !== undefined) {
    const detail = `Less is left to credit of line ${gone.line} than when this was proposed: reject it, and propose another.`
    return { ok: false, reason: 'above-line', detail }
  }
  if (made.total <= left.total) return undefined
  const detail = 'Less is left to credit of the invoice than when this was proposed: reject it, and propose another.'
  return { ok: false, reason: 'above-invoice', detail }
}

/** Lines that are credits themselves are taken as a whole. */
function isAbove(line: LineShare, left: readonly LineShare[]): boolean {
  const own = left.find(each => each.line === line.line)
  return own === undefined || (grossOf(line) > 0n && (line.amount > own.amount || grossOf(line) > grossOf(own)))
}
