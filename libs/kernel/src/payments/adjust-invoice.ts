// An adjustment takes its part of what an invoice asks for; what was paid of that part is the account's credit again.
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { type Ids, sql } from '../persistence/index.ts'
import { openInvoices } from './open-invoices.ts'
import { releaseUpTo, type StandingAllocation } from './release-up-to.ts'
import { settleInvoices } from './settle-invoices.ts'

export interface AdjustedInvoice {
  readonly tenant: string
  readonly account: string
  readonly invoice: string
  readonly adjustment: string
  readonly on: Temporal.PlainDate
  /** Micro, positive. */
  readonly amount: bigint
}

/** Under the account's lock. Returns how much of it was still open, micro. */
export async function adjustInvoice(
  client: ClientBase,
  adjusted: AdjustedInvoice,
  tools: { readonly ids: Ids; readonly facts: FactBook }
): Promise<bigint> {
  const { account, adjustment, amount, invoice, on, tenant } = adjusted
  const open = await openInvoices(client, tenant, account)
  const outstanding = open.find(each => each.invoice === invoice)?.outstanding ?? 0n
  if (amount > outstanding) {
    const allocations = await sql<StandingAllocation>(
      client,
      `select id, invoice, amount from payment_allocation
       where tenant = $1 and account = $2 and invoice = $3 and adjustment is null and released_on is null order by id desc`,
      [tenant, account, invoice]
    )
    const { freed } = await releaseUpTo(client, adjusted, { allocations, amount: amount - outstanding }, tools.ids)
    if (freed !== amount - outstanding) throw new Error(`adjustment ${adjustment} is more than its invoice asks for`)
  }
  const settles = outstanding > 0n && amount >= outstanding
  const settlement = { tenant, account, payment: null, adjustment, on }
  await settleInvoices(client, settlement, { allocations: [{ invoice, amount, settles }], open }, tools)
  return amount < outstanding ? amount : outstanding
}
