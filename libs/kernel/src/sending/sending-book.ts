// Which invoices are to be sent, which were: each is claimed by the row that says so, in the transaction that tells its customer.
import type { ClientBase } from 'pg'
import { SENT } from '../billing-run/index.ts'
import { sql, type Writer } from '../persistence/index.ts'

/** An invoice as its customer is told of it. */
export interface InvoiceToSend {
  readonly id: string
  readonly account: string
  readonly accountNumber: string
  readonly customer: string
  readonly zone: string
  readonly number: string
  readonly billDate: Temporal.PlainDate
  readonly due: Temporal.PlainDate
  readonly currency: string
  /** Micro. */
  readonly total: bigint
  readonly creditUsed: bigint
  readonly times: number
}

export interface Sending {
  readonly tenant: string
  readonly run: string
  /** Of the run, counted from 1. */
  readonly number: number
  /** Those that were sent before are sent again. */
  readonly again: boolean
}

/** Places in the order in which the invoices of a run are sent. */
export interface SendingPlace {
  readonly billDate: string
  readonly id: string
}

/** SQL on an invoice `i`; `again` and `number` are parameters. */
const due = (again: string, number: string): string => `i.status = 'issued' and not exists (
  select ${SENT} and not (${again}::boolean and s.sending < ${number}::int))`

export async function isAnythingDue(writer: Writer, { again, number, run, tenant }: Sending): Promise<boolean> {
  const rows = await sql(
    writer,
    `select from invoice i where i.tenant = $1 and i.run = $2 and ${due('$3', '$4')} limit 1`,
    [tenant, run, again, number]
  )
  return rows.length > 0
}

interface Claimed {
  readonly id: string
  readonly bill_date: string
  readonly times: number | null
}

/** The next that are due after a place; those that somebody else claims meanwhile are left out. `last`: how far it looked; null: to the end. */
export async function claimNext(
  client: ClientBase,
  { again, number, run, tenant }: Sending,
  { after, at, most }: { readonly after: SendingPlace | null; readonly at: Temporal.Instant; readonly most: number }
): Promise<{ readonly claimed: InvoiceToSend[]; readonly last: SendingPlace | null }> {
  const rows = await sql<Claimed>(
    client,
    `with due as materialized (
       select i.account, i.id, i.bill_date from invoice i
       where i.tenant = $1 and i.run = $2 and ${due('$3', '$4')}
         and ($6::date is null or (i.bill_date, i.id) > ($6::date, $7::uuid))
       order by i.bill_date, i.id limit $8),
     sent as (
       insert into sent_invoice as s (tenant, account, invoice, run, times, sending, first_sent_at, last_sent_at)
       select $1, account, id, $2, 1, $4, $5, $5 from due order by account, id
       on conflict (tenant, account, invoice) do update
         set times = s.times + 1, sending = excluded.sending, last_sent_at = excluded.last_sent_at
         where $3::boolean and s.sending < excluded.sending
       returning s.invoice, s.times),
     counted as (
       update billing_run set sent = sent + (select count(*) from sent where times = 1)
       where tenant = $1 and id = $2 and exists (select from sent where times = 1))
     select due.id, due.bill_date::text, sent.times from due left join sent on sent.invoice = due.id
     order by due.bill_date, due.id`,
    [tenant, run, again, number, at.toString(), after?.billDate ?? null, after?.id ?? null, most]
  )
  const last = rows.at(-1)
  const times = new Map(rows.flatMap(row => (row.times === null ? [] : [[row.id, row.times] as const])))
  return {
    claimed: await told(client, tenant, times),
    last: last === undefined ? null : { billDate: last.bill_date, id: last.id }
  }
}

/** One by itself: sent whatever its run does, unless it was and is not to be sent again. */
export async function claimOne(
  client: ClientBase,
  tenant: string,
  { account, again, at, invoice }: { account: string; invoice: string; again: boolean; at: Temporal.Instant }
): Promise<InvoiceToSend | undefined> {
  const rows = await sql<{ times: number }>(
    client,
    `with sent as (
       insert into sent_invoice as s (tenant, account, invoice, run, times, sending, first_sent_at, last_sent_at)
       select i.tenant, i.account, i.id, i.run, 1, r.sendings, $5, $5
       from invoice i join billing_run r on r.tenant = i.tenant and r.id = i.run
       where i.tenant = $1 and i.account = $2 and i.id = $3 and i.status = 'issued'
       on conflict (tenant, account, invoice) do update
         set times = s.times + 1, sending = excluded.sending, last_sent_at = excluded.last_sent_at where $4::boolean
       returning s.run, s.times),
     counted as (
       update billing_run r set sent = r.sent + 1 from sent where r.tenant = $1 and r.id = sent.run and sent.times = 1)
     select times from sent`,
    [tenant, account, invoice, again, at.toString()]
  )
  return (await told(client, tenant, new Map(rows.map(({ times }) => [invoice, times]))))[0]
}

async function told(writer: Writer, tenant: string, times: ReadonlyMap<string, number>): Promise<InvoiceToSend[]> {
  if (times.size === 0) return []
  const rows = await sql<
    Record<'id' | 'account' | 'account_number' | 'customer' | 'zone' | 'number' | Days | Sums, string>
  >(
    writer,
    `select i.id, i.account, a.number as account_number, a.name as customer, a.zone, i.number, i.bill_date::text,
       i.due_date::text, i.currency, i.total::text, i.credit_used::text
     from invoice i join account a on a.tenant = i.tenant and a.id = i.account
     where i.tenant = $1 and i.id = any($2::uuid[]) order by i.bill_date, i.id`,
    [tenant, [...times.keys()]]
  )
  return rows.map(row => ({
    ...{ id: row.id, account: row.account, accountNumber: row.account_number, customer: row.customer, zone: row.zone },
    ...{ number: row.number, currency: row.currency, times: times.get(row.id) ?? 1 },
    billDate: Temporal.PlainDate.from(row.bill_date),
    due: Temporal.PlainDate.from(row.due_date),
    total: BigInt(row.total),
    creditUsed: BigInt(row.credit_used)
  }))
}

type Days = 'bill_date' | 'due_date'
type Sums = 'currency' | 'total' | 'credit_used'
