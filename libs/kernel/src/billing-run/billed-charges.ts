// What standing invoices say was billed, for many accounts in one query.
import { type BilledCharge, type Explanation, type TaxTreatment, withCredit } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import { notedCredits } from './noted-credits.ts'

export interface BilledRow {
  readonly account: string
  readonly invoice: string
  readonly line: number
  readonly part: number
  readonly key: string
  readonly type: string
  readonly subscription: string | null
  readonly series: string
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  readonly from_date: string
  readonly until_date: string
  readonly covers_from: string | null
  readonly covers_until: string | null
  readonly period_until: string
  readonly quantity: string
  readonly amount: bigint
  readonly exact: bigint
  readonly description: string
  readonly corrects_invoice: string | null
  readonly corrects_line: number | null
  readonly explanation: Explanation
  /** Of the line, on its first part; null where it is the amount. */
  readonly net: bigint | null
  readonly tax: TaxTreatment
}

/** `at_once`: the day of the invoice, where it charges a change at once. */
type BilledLine = BilledRow & { readonly at_once: string | null }

export const LINE_COLUMNS = `l.account, l.invoice, l.line, l.part, l.key, l.type, l.subscription, l.series, l.ledger, l.category,
  l.from_date, l.until_date, l.covers_from, l.covers_until, l.period_until, l.quantity, l.amount, l.exact,
  l.description, l.corrects_invoice, l.corrects_line, l.explanation, l.net, l.tax`

export interface Wanted {
  readonly account: string
  /** Charges whose period ended before it are left out; null takes all. */
  readonly since: Temporal.PlainDate | null
}

export interface Standing {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
  /** Drafts are left out: nobody was asked for what they say. */
  readonly issuedOnly?: boolean
}

const BILLED = `with want as (select * from unnest($2::uuid[], $3::date[]) as want (account, since))
  select ${LINE_COLUMNS}, case when i.at_once then i.bill_date end as at_once, i.bill_date from want
  join invoice_line l on l.tenant = $1 and l.account = want.account and l.period_until >= want.since
  join invoice i on i.tenant = $1 and i.account = l.account and i.id = l.invoice and i.accounts is null and i.status <> 'cancelled'
    and (not i.at_once or i.known_at <= $4) and (i.issued_at is not null or not $5)
  union all
  select ${LINE_COLUMNS}, null::date as at_once, b.bill_date from want
  join empty_bill b on b.tenant = $1 and b.account = want.account and b.payer is not null and b.cancelled_at is null
    and (not $5 or exists (select from invoice i where i.tenant = $1 and i.account = b.payer and i.id = b.id and i.issued_at is not null))
  join invoice_line l on l.tenant = $1 and l.account = b.account and l.invoice = b.id and l.period_until >= want.since
  order by bill_date, invoice, line, part`

/** By account, oldest invoice first; without those of changes that are not known yet. Accounts that were never billed need not be asked for. */
export async function billedCharges(
  client: ClientBase,
  { issuedOnly = false, knownAt, tenant }: Standing,
  wanted: readonly Wanted[]
): Promise<Map<string, BilledCharge[]>> {
  if (wanted.length === 0) return new Map()
  const rows = await sql<BilledLine>(client, BILLED, [
    tenant,
    wanted.map(({ account }) => account),
    wanted.map(({ since }) => dayIn(since)),
    knownAt.toString(),
    issuedOnly
  ])
  const credits = await notedCredits(
    client,
    tenant,
    wanted.map(({ account }) => account)
  )
  const charges = new Map<string, BilledCharge[]>()
  for (const row of rows) {
    const list = charges.get(row.account)
    const charge = withCredit(billedCharge(row), credits)
    if (list === undefined) charges.set(row.account, [charge])
    else list.push(charge)
  }
  return charges
}

/** The day as PostgreSQL reads it; some months before what is marked as 'from the first day on' lie before the first year. */
function dayIn(since: Temporal.PlainDate | null): string {
  return since === null || since.year < 1 ? '-infinity' : since.toString()
}

function billedCharge(row: BilledLine): BilledCharge {
  const { covers_from: coversFrom, covers_until: coversUntil } = row
  return {
    invoice: row.invoice,
    line: row.line,
    key: row.key,
    type: row.type,
    subscription: row.subscription,
    series: row.series,
    ledger: row.ledger,
    category: row.category,
    from: Temporal.PlainDate.from(row.from_date),
    until: Temporal.PlainDate.from(row.until_date),
    covers:
      coversFrom === null || coversUntil === null
        ? null
        : { from: Temporal.PlainDate.from(coversFrom), until: Temporal.PlainDate.from(coversUntil) },
    periodUntil: Temporal.PlainDate.from(row.period_until),
    quantity: row.quantity,
    amount: row.amount,
    description: row.description,
    explanation: row.explanation,
    version: row.explanation.version,
    tax: row.tax,
    correction: row.corrects_invoice !== null,
    ...(row.at_once !== null && { atOnce: Temporal.PlainDate.from(row.at_once) })
  }
}
