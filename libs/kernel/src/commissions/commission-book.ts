// Commission entries in and out of their table.
import type { CommissionEntry, CommissionKind, CommissionShare } from '@farthing/billing-core'
import type { Explanation } from '@farthing/billing-core/values'
import { sql, type Writer } from '../persistence/index.ts'

export interface BookedEntry extends CommissionEntry {
  readonly id: string
  readonly account: string
  readonly accountNumber: string
  readonly invoiceNumber: string
  /** Of the subscription. */
  readonly label: string | null
  readonly date: Temporal.PlainDate
  readonly payments: readonly string[]
}

/** What is booked of an account, by share. */
export async function bookedShares(writer: Writer, tenant: string, account: string): Promise<CommissionShare[]> {
  const rows = await sql<ShareRow>(
    writer,
    `select key, partner, layer, kind, commission, subscription, invoice, line, currency, sum(amount)::text as amount
     from commission_entry where tenant = $1 and account = $2
     group by key, partner, layer, kind, commission, subscription, invoice, line, currency`,
    [tenant, account]
  )
  return rows.map(row => ({ ...row, amount: BigInt(row.amount) }))
}

type ShareRow = Omit<CommissionShare, 'amount'> & { readonly amount: string }

export interface EntriesToBook {
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly recordedAt: Temporal.Instant
  readonly entries: readonly (CommissionEntry & { readonly id: string; readonly payments: readonly string[] })[]
}

export async function insertEntries(writer: Writer, tenant: string, booked: EntriesToBook): Promise<void> {
  const { account, date, entries, recordedAt } = booked
  await sql(
    writer,
    `insert into commission_entry (tenant, account, id, partner, key, layer, kind, commission, subscription, invoice, line, currency,
       amount, date, recorded_at, payments, explanation)
     select $1, $2, e.id, e.partner, e.key, e.layer, e.kind, e.commission, e.subscription, e.invoice, e.line, e.currency, e.amount, $3, $4,
       array(select jsonb_array_elements_text(e.payments)), e.explanation
     from jsonb_to_recordset($5) as e (id uuid, partner text, key text, layer text, kind text, commission text, subscription uuid,
       invoice uuid, line int, currency text, amount bigint, payments jsonb, explanation jsonb)`,
    [
      ...[tenant, account, date.toString(), recordedAt.toString()],
      JSON.stringify(entries.map(entry => ({ ...entry, amount: entry.amount.toString() })))
    ]
  )
}

export interface EntrySearch {
  readonly partner: string
  readonly from?: Temporal.PlainDate | undefined
  /** Exclusive. */
  readonly until?: Temporal.PlainDate | undefined
  /** `id` of the last of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

interface EntryRow extends ShareRow {
  readonly id: string
  readonly account: string
  readonly account_number: string
  readonly invoice_number: string
  readonly label: string | null
  readonly kind: CommissionKind
  readonly date: string
  readonly payments: readonly string[]
  readonly explanation: Explanation | null
}

/** In the order in which they were booked. */
export async function listEntries(writer: Writer, tenant: string, search: EntrySearch): Promise<BookedEntry[]> {
  const rows = await sql<EntryRow>(
    writer,
    `select e.id, e.account, a.number as account_number, e.key, e.partner, e.layer, e.kind, e.commission, e.subscription, s.label,
       e.invoice, i.number as invoice_number, e.line, e.currency, e.amount::text, e.date::text, e.payments, e.explanation
     from commission_entry e join account a on a.tenant = e.tenant and a.id = e.account
     join invoice i on i.tenant = e.tenant and i.account = e.account and i.id = e.invoice
     left join subscription s on s.tenant = e.tenant and s.account = e.account and s.id = e.subscription
     where e.tenant = $1 and e.partner = $2 and ($3::date is null or e.date >= $3) and ($4::date is null or e.date < $4)
       and ($5::uuid is null or e.id > $5)
     order by e.id limit $6`,
    [
      ...[tenant, search.partner, search.from?.toString() ?? null, search.until?.toString() ?? null],
      ...[search.after ?? null, search.limit]
    ]
  )
  return rows.map(({ account_number: accountNumber, invoice_number: invoiceNumber, ...row }) => ({
    ...{ ...row, accountNumber, invoiceNumber },
    amount: BigInt(row.amount),
    date: Temporal.PlainDate.from(row.date)
  }))
}
