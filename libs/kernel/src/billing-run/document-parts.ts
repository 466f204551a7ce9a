// What a printed invoice says beside its lines: whose it is, what was owed before, what was paid.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import { subscriptionLabels } from '../subscriptions/index.ts'
import type { BilledTo } from './billed-to.ts'
import type { DocumentPayment, InvoiceDocument } from './invoice-document.ts'
import type { InvoiceHead, InvoiceLineShown } from './invoice-queries.ts'
import type { InvoiceEvent } from './invoice-usage.ts'

/** `billed`: what an issued paper kept. */
export async function accountOf(
  client: ClientBase,
  tenant: string,
  { account: id, billed }: { readonly account: string; readonly billed: BilledTo | null }
): Promise<InvoiceDocument['account']> {
  const [row] = await sql<InvoiceDocument['account']>(
    client,
    'select number, name, address, zone from account where tenant = $1 and id = $2',
    [tenant, id]
  )
  const { address, name, number, zone } = row ?? { number: '', name: '', address: [], zone: 'UTC' }
  return { number, zone, name: billed?.name ?? name, address: billed?.address ?? address }
}

/** 'A-000002 Branch' by id of the account. */
export async function accountsNamed(
  client: ClientBase,
  tenant: string,
  { account, accounts, billed }: Pick<InvoiceHead, 'account' | 'accounts'> & { readonly billed: BilledTo | null }
): Promise<ReadonlyMap<string, string>> {
  if (accounts === null || (accounts.length === 1 && accounts[0] === account)) return new Map()
  if (billed?.accounts) return new Map(Object.entries(billed.accounts))
  const rows = await sql<{ id: string; name: string }>(
    client,
    `select id, number || ' ' || name as name from account where tenant = $1 and id = any($2::uuid[])`,
    [tenant, accounts]
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Labels by id of the subscriptions whose usage is itemised: as its lines say them, though they be of nothing and not told, else as they are. */
export async function labelsOfUsage(
  client: ClientBase,
  tenant: string,
  { events, lines }: { readonly events: readonly InvoiceEvent[]; readonly lines: readonly InvoiceLineShown[] }
): Promise<ReadonlyMap<string, string>> {
  const used = new Set(events.map(({ subscription }) => subscription))
  const labels = new Map(lines.map(({ label, subscription }) => [subscription ?? '', label ?? '']))
  const others = [...used].filter(id => !labels.has(id))
  return new Map([...labels, ...(await subscriptionLabels(client, tenant, others))])
}

/**
 * What the books said just before it was posted: of invoices that were issued together each comes after those with lower numbers, and of those
 * of groups, which ask for themselves, only the credit counts that they took or gave. An invoice of a group tells no more than that of itself.
 */
export async function openingBalance(client: ClientBase, tenant: string, invoice: InvoiceHead): Promise<bigint> {
  if (invoice.group !== null) return -invoice.creditUsed
  const [row] = await sql<{ balance: string }>(
    client,
    `select coalesce(sum(p.amount), 0)::text as balance from ledger_posting p join ledger_transaction t using (tenant, account, key)
     where tenant = $1 and account = $2 and p.unit = $3 and split_part(p.ledger_account, ':', 1) in ('receivable', 'unallocated')
       and ($4::timestamptz is null or t.recorded_at < $4 or (t.recorded_at = $4 and t.key in (
         select 'invoice:' || b.id from invoice b where b.tenant = $1 and b.account = $2 and b.issued_at = $4
           and (length(b.number), b.number) < (length($6), $6) and b.bill_group is null)))
       and t.key <> $5`,
    [
      ...[tenant, invoice.account, invoice.currency, invoice.issuedAt?.toString() ?? null],
      ...[`invoice:${invoice.id}`, invoice.number ?? '']
    ]
  )
  return BigInt(row?.balance ?? 0) + (await creditBeside(client, tenant, invoice))
}

/** What the groups' invoices of its bill, and earlier ones issued with it, took of the account's credit, less what they gave. */
async function creditBeside(client: ClientBase, tenant: string, invoice: InvoiceHead): Promise<bigint> {
  const [row] = await sql<{ taken: string }>(
    client,
    `select coalesce(sum(case when total < 0 then total else credit_used end), 0)::text as taken from invoice
     where tenant = $1 and account = $2 and run = $3 and issued_at = $4 and bill_group is not null
       and (accounts[1] = $5 or (length(number), number) < (length($6), $6))`,
    [
      ...[tenant, invoice.account, invoice.run, invoice.issuedAt?.toString() ?? null],
      ...[invoice.accounts?.[0] ?? invoice.account, invoice.number ?? '']
    ]
  )
  return BigInt(row?.taken ?? 0)
}

/** SQL: payments and refunds of an account and those taken back, but for top-ups, and credit that was paid out and gone, each with when it was recorded. */
const MONEY_TOLD = `select p.received_on as on_day, p.number, p.method, p.reference, p.amount, false as asked, t.recorded_at,
    case when t.key like '%-reversal:%' then p.reversed_on end as back
  from payment p join ledger_transaction t on t.tenant = p.tenant and t.account = p.account
    and t.key in ('payment:' || p.id, 'payment-reversal:' || p.id, 'refund:' || p.id, 'refund-reversal:' || p.id)
  where p.tenant = $1 and p.account = $2
    and not exists (select from ledger_transaction u where u.tenant = $1 and u.account = $2 and u.key = 'top-up:' || p.id)
  union all
  select coalesce(t.corrects, t.date), '', '', '', -l.amount, true, t.recorded_at, null
  from ledger_transaction t join ledger_posting l using (tenant, account, key)
  where t.tenant = $1 and t.account = $2 and t.key like 'refunded-credit:%' and split_part(l.ledger_account, ':', 1) = 'unallocated'`

/**
 * What came in and went back since the main invoice before, in what the opening balance holds: by when it was recorded, as that is, whatever
 * its day, so that a paper says for ever what it said. Top-ups leave that balance as it was: their money goes on into a pocket.
 */
export async function paymentsTold(
  client: ClientBase,
  tenant: string,
  invoice: InvoiceHead
): Promise<DocumentPayment[]> {
  if (invoice.group !== null) return []
  const rows = await sql<Omit<DocumentPayment, 'on' | 'takenBackOn' | 'amount'> & ToldDays & { amount: string }>(
    client,
    `select m.on_day::text as on, m.number, m.method, m.reference, m.amount::text, m.asked, m.back::text
     from (${MONEY_TOLD}) m
     where ($3::timestamptz is null or m.recorded_at < $3)
       and m.recorded_at >= coalesce((select max(b.issued_at) from invoice b where b.tenant = $1 and b.account = $2 and b.bill_group is null
         and ($3 is null or b.issued_at < $3 or (b.issued_at = $3 and (length(b.number), b.number) < (length($4), $4)))), '-infinity')
     order by coalesce(m.back, m.on_day), m.asked, m.number, m.back is not null`,
    [tenant, invoice.account, invoice.issuedAt?.toString() ?? null, invoice.number ?? '']
  )
  return rows.map(({ amount, back, on, ...row }) => ({
    ...row,
    on: Temporal.PlainDate.from(on),
    takenBackOn: back === null ? null : Temporal.PlainDate.from(back),
    amount: back === null ? BigInt(amount) : -BigInt(amount)
  }))
}

interface ToldDays {
  readonly on: string
  readonly back: string | null
}
