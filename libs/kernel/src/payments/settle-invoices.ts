// Writes allocations, and the facts that invoices were paid in full or no longer are.
import type { Allocation } from '@farthing/billing-core'
import type { FactBook } from '../accounts/index.ts'
import { type Ids, sql, type Writer } from '../persistence/index.ts'

export interface Settlement {
  readonly tenant: string
  readonly account: string
  /** Null: out of the account's credit, or by an adjustment. */
  readonly payment: string | null
  readonly adjustment?: string
  /** What it settles was not paid at all. */
  readonly unpaid?: boolean
  readonly on: Temporal.PlainDate
}

export async function settleInvoices(
  writer: Writer,
  settlement: Settlement,
  allocations: readonly Allocation[],
  tools: { readonly ids: Ids; readonly facts: FactBook }
): Promise<void> {
  const { tenant, account, adjustment = null, payment, on } = settlement
  if (allocations.length === 0) return
  await sql(
    writer,
    `insert into payment_allocation (tenant, account, id, payment, invoice, amount, allocated_on, adjustment)
     select $1, $2, a.id, $3, a.invoice, a.amount, $4, $8 from unnest($5::uuid[], $6::uuid[], $7::bigint[]) as a (id, invoice, amount)`,
    [
      tenant,
      account,
      payment,
      on.toString(),
      allocations.map(() => tools.ids.next()),
      allocations.map(({ invoice }) => invoice),
      allocations.map(({ amount }) => amount.toString()),
      adjustment
    ]
  )
  const settled = allocations.filter(({ settles }) => settles).map(({ invoice }) => invoice)
  if (settled.length > 0) await tellSettled(writer, settlement, settled, tools.facts)
}

async function tellSettled(
  writer: Writer,
  { account, on, tenant, unpaid = false }: Settlement,
  invoices: readonly string[],
  facts: FactBook
): Promise<void> {
  const due = await sql<{ id: string; due_date: string }>(
    writer,
    'select id, due_date::text from invoice where tenant = $1 and account = $2 and id = any($3::uuid[]) order by due_date, id',
    [tenant, account, invoices]
  )
  const settled = { kind: 'invoice-settled', effective: on, settled: on, ...(unpaid && { unpaid }) } as const
  await facts.append(
    writer,
    tenant,
    due.map(({ due_date: day, id: invoice }) => ({
      account,
      fact: { ...settled, invoice, due: Temporal.PlainDate.from(day) }
    }))
  )
}

/** Allocations of a payment are released; facts that say its invoices were settled are withdrawn. Returns what was released. */
export async function releaseAllocations(
  writer: Writer,
  settlement: Settlement & { readonly payment: string },
  facts: FactBook
): Promise<bigint> {
  const { tenant, account, payment, on } = settlement
  const rows = await sql<{ invoice: string; amount: string | bigint }>(
    writer,
    `update payment_allocation set released_on = $4 where tenant = $1 and account = $2 and payment = $3 and released_on is null
     returning invoice, amount`,
    [tenant, account, payment, on.toString()]
  )
  await unsettle(
    writer,
    settlement,
    rows.map(({ invoice }) => invoice),
    facts
  )
  return rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
}

export async function unsettle(
  writer: Writer,
  { tenant, account, on }: Pick<Settlement, 'tenant' | 'account' | 'on'>,
  invoices: readonly string[],
  facts: FactBook
): Promise<void> {
  const all = await facts.of(writer, tenant, account)
  const superseded = new Set(all.map(fact => fact.supersedes))
  const gone = all.filter(
    fact => fact.kind === 'invoice-settled' && invoices.includes(fact.invoice) && !superseded.has(fact.id)
  )
  await facts.append(
    writer,
    tenant,
    gone.map(fact => ({ account, fact: { kind: 'withdrawn', effective: on, supersedes: fact.id } }))
  )
}
