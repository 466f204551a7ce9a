// The invoice that an adjustment corrects: issued and standing.
import type { ClientBase } from 'pg'
import { accountsOn, findInvoice, type InvoiceHead } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'

export type InvoiceRefusal = 'unknown-invoice' | 'not-issued' | 'cancelled'

/** The account that owes it and those whose lines it holds stay locked until the transaction ends. */
export async function lockedInvoice(
  client: ClientBase,
  tenant: string,
  reference: string
): Promise<Outcome<InvoiceHead, InvoiceRefusal>> {
  const seen = await findInvoice(client, tenant, reference)
  if (seen === undefined) return { ok: false, reason: 'unknown-invoice', detail: `There is no invoice ${reference}.` }
  await lockAccounts(client, tenant, accountsOf(seen))
  const invoice = (await findInvoice(client, tenant, reference)) ?? seen
  if (invoice.status === 'cancelled') {
    return { ok: false, reason: 'cancelled', detail: `Invoice ${reference} is cancelled: nothing of it is left.` }
  }
  if (invoice.status !== 'issued') {
    const detail = `Invoice ${reference} is not issued yet: cancel it, correct what is wrong, and bill again.`
    return { ok: false, reason: 'not-issued', detail }
  }
  return { ok: true, value: invoice }
}

export function accountsOf(invoice: InvoiceHead): string[] {
  return [...new Set([invoice.account, ...accountsOn(invoice)])]
}
