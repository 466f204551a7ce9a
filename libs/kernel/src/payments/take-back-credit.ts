// Credit that is gone again may have paid invoices: they are open again as far as it is missing. What was paid out of it is owed on the next one.
import { allocationPostings, owedRefund, owedRefundPostings } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import type { LedgerService } from '../ledger/index.ts'
import { type Ids, type Outbox, sql, toldAmount } from '../persistence/index.ts'
import { type Released, releaseUpTo, type StandingAllocation } from './release-up-to.ts'
import { unsettle } from './settle-invoices.ts'

/** Whose credit is missing, and what brought it: 'a reversed payment'. */
export interface CreditGone {
  readonly tenant: string
  readonly account: string
  readonly accountNumber: string
  readonly currency: string
  readonly on: Temporal.PlainDate
  readonly of: string
}

/** `invoice` is its number. Micro. */
export type ReopenedInvoice = Released

interface Tools {
  readonly ids: Ids
  readonly facts: FactBook
  readonly ledger: LedgerService
  readonly outbox: Outbox
}

/** After what took the credit is posted, under the account's lock. Returns what is to be paid again, the newest use first. */
export async function takeBackCredit(client: ClientBase, gone: CreditGone, tools: Tools): Promise<ReopenedInvoice[]> {
  const { account, accountNumber, currency, of, on, tenant } = gone
  const missing = await overdrawn(client, gone)
  if (missing <= 0n) return []
  const used = await sql<StandingAllocation>(
    client,
    `select id, invoice, amount from payment_allocation
     where tenant = $1 and account = $2 and payment is null and adjustment is null and released_on is null order by id desc`,
    [tenant, account]
  )
  const { freed, released } = await releaseUpTo(client, gone, { allocations: used, amount: missing }, tools.ids)
  if (freed < missing) await oweRefunded(client, { ...gone, amount: missing - freed }, tools)
  if (freed === 0n) return []
  const sums = new Map<string, bigint>()
  for (const { amount, invoice } of released) sums.set(invoice, (sums.get(invoice) ?? 0n) + amount)
  await unsettle(client, { tenant, account, on }, [...sums.keys()], tools.facts)
  const posted = { id: tools.ids.next(), account: accountNumber, date: on, currency, amount: -freed }
  const description = `Credit of ${of} taken back from invoices`
  await tools.ledger.post(client, tenant, [{ ...allocationPostings(posted), description, account }])
  return announced(client, gone, { sums, outbox: tools.outbox })
}

/** What is missing although no invoice used it was paid out to the customer. */
async function oweRefunded(
  client: ClientBase,
  { accountNumber, ...owed }: CreditGone & { readonly amount: bigint },
  { facts, ids, ledger }: Tools
): Promise<void> {
  const { account, on: date, tenant } = owed
  const posted = owedRefundPostings({ ...owed, id: ids.next(), account: accountNumber, date })
  await ledger.post(client, tenant, [{ ...posted, account }])
  await facts.append(client, tenant, [{ account, fact: { ...owedRefund(owed), effective: date } }])
}

async function announced(
  client: ClientBase,
  { account, currency, tenant }: CreditGone,
  { outbox, sums }: { readonly sums: ReadonlyMap<string, bigint>; readonly outbox: Outbox }
): Promise<ReopenedInvoice[]> {
  const rows = await sql<{ id: string; number: string }>(
    client,
    'select id, number from invoice where tenant = $1 and account = $2 and id = any($3::uuid[])',
    [tenant, account, [...sums.keys()]]
  )
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  const reopened = [...sums].map(([id, amount]) => ({ id, number: numbers.get(id) ?? id, amount }))
  await outbox.add(
    client,
    tenant,
    reopened.map(({ amount, id, number }) => ({
      topic: 'invoice.reopened',
      subject: id,
      payload: { number, account, amount: toldAmount(amount), currency }
    }))
  )
  return reopened.map(({ amount, number }) => ({ invoice: number, amount }))
}

/** Micro by which more credit was used than was ever there. */
async function overdrawn(client: ClientBase, { tenant, account, currency }: CreditGone): Promise<bigint> {
  const [row] = await sql<{ amount: string }>(
    client,
    `select coalesce(sum(amount), 0)::text as amount from ledger_posting
     where tenant = $1 and account = $2 and unit = $3 and starts_with(ledger_account, 'unallocated:')`,
    [tenant, account, currency]
  )
  return BigInt(row?.amount ?? 0)
}
