// Invoices and their lines as they are read.
import type { Explanation, InvoiceTax, TaxTreatment } from '@farthing/billing-core'
import { localDay } from '@farthing/billing-core/values'
import { ID_FORM, instantFromSql, sql, type Writer } from '../persistence/index.ts'
import { type BilledRow, LINE_COLUMNS } from './billed-charges.ts'
import type { InvoiceStatus } from './billing-run.tables.ts'
import type { LedgerSums } from './ledger-sums.ts'
import { bringerOf, type MadeBill, madeBillsOf, type UseSeen } from './made-bills.ts'
import { type InvoiceSent, SENT_COLUMNS, sentOf } from './sent-invoices.ts'
import { type StoredTax, taxesFrom } from './stored-taxes.ts'

export interface InvoiceHead extends InvoiceSent {
  readonly id: string
  readonly run: string
  readonly account: string
  /** Of the account that owes it. */
  readonly accountNumber: string
  /** Ids of the accounts whose lines it holds, the one whose bill it is first; null: its own account alone. */
  readonly accounts: readonly string[] | null
  /** Number of the account whose bill it is, where that is another. */
  readonly billOf: string | null
  /** The invoice group whose lines it holds; null: the main invoice, or the only one. */
  readonly group: string | null
  readonly zone: string
  readonly status: InvoiceStatus
  /** Null until it is issued. */
  readonly number: string | null
  readonly billDate: Temporal.PlainDate
  readonly from: Temporal.PlainDate
  readonly due: Temporal.PlainDate
  readonly currency: string
  /** Micro, like every amount here. */
  readonly total: bigint
  readonly creditUsed: bigint
  /** Allocated by payments and credit, `creditUsed` included. */
  readonly paid: bigint
  /** Taken off by credit notes and write-offs, less what debit notes added. */
  readonly adjusted: bigint
  /** Of what it asks for, in disputes that are open. */
  readonly disputed: bigint
  readonly knownAt: Temporal.Instant
  /** The day that it looked back to; null: to the beginning. */
  readonly since: Temporal.PlainDate | null
  readonly issuedAt: Temporal.Instant | null
  readonly creditNote: string | null
  /** Of a change that was charged at once, beside the account's bills. */
  readonly atOnce: boolean
  /** Of rules and inputs: a preview of the same bill carries the same. */
  readonly hash: string
  readonly allowances: readonly AllowanceShown[]
  /** By tax and rate; empty where nothing is taxed. */
  readonly taxes: readonly InvoiceTax[]
  readonly sums: LedgerSums
}

export interface AllowanceShown {
  readonly subscription: string
  readonly grant: string
  readonly service: string
  readonly ticks: number | null
  readonly left: number | null
}

export interface InvoiceLineShown {
  readonly line: number
  /** Whose line it is, by id and by number. */
  readonly account: string
  readonly accountNumber: string
  readonly type: string
  readonly subscription: string | null
  /** The subscription's label; null for the account itself. */
  readonly label: string | null
  readonly series: string
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  readonly description: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  readonly quantity: string
  readonly amount: bigint
  /** Without any tax. */
  readonly net: bigint
  readonly tax: TaxTreatment
  readonly exact: bigint
  readonly corrects: { readonly invoice: string; readonly line: number } | null
  readonly explanation: Explanation
}

/** What it comes to without taxes. */
export function invoiceNet({ taxes, total }: Pick<InvoiceHead, 'taxes' | 'total'>): bigint {
  return taxes.reduce((net, { amount }) => net - amount, total)
}

export interface HeadRow {
  readonly [column: string]: string | null | unknown
}

/** SQL on invoice `i`: micro in disputes that are open. */
export const DISPUTED = `(select coalesce(sum(d.amount), 0) from dispute d
  where d.tenant = i.tenant and d.account = i.account and d.invoice = i.id and d.status = 'open')`

export const HEAD_COLUMNS = `i.id, i.run, i.account, a.number as account_number, a.zone, i.status, i.number, i.bill_date::text, i.from_date::text,
    i.due_date::text, i.currency, i.total::text, i.credit_used::text, i.known_at::text, i.since::text, i.issued_at::text, i.credit_note, i.hash,
    i.allowances, i.taxes, i.sums, i.paid::text, i.adjusted::text, i.at_once, ${DISPUTED}::text as disputed, i.accounts, i.bill_group,
    ${SENT_COLUMNS},
    (select o.number from account o where o.tenant = i.tenant and o.id = i.accounts[1] and o.id <> i.account) as bill_of`

const HEADS = `select ${HEAD_COLUMNS} from invoice i join account a on a.tenant = i.tenant and a.id = i.account`

/** By number or id. */
export async function findInvoice(writer: Writer, tenant: string, reference: string): Promise<InvoiceHead | undefined> {
  const where = ID_FORM.test(reference) ? 'i.id = $2' : 'i.number = $2'
  const [row] = await sql<HeadRow>(writer, `${HEADS} where i.tenant = $1 and ${where}`, [tenant, reference])
  return row && headOf(row)
}

export interface BillsOfUse {
  /** The standing bill that brought the event; null: none has. */
  readonly bringer: MadeBill | null
  /** Its invoice, unless it came to nothing; then, in order, the later ones that may make something else of the event. */
  readonly invoices: readonly InvoiceHead[]
}

/** A later invoice has a say when it corrects something of the subscription, or has a line of it over the event's day. */
export async function billsOfUse(
  writer: Writer,
  tenant: string,
  event: UseSeen & { readonly account: string; readonly accountZone: string }
): Promise<BillsOfUse> {
  const { account, accountZone: zone, startedAt, subscription } = event
  const bills = await madeBillsOf(writer, tenant, { account, zone })
  const bringer = bringerOf(bills, event)
  if (bringer === null || bringer.cancelledAt !== null) return { bringer: null, invoices: [] }
  const rows = await sql<HeadRow>(
    writer,
    `${HEADS} where i.tenant = $1 and i.status <> 'cancelled' and (i.id = $3 or (i.id = any($4::uuid[])
       and exists (select from invoice_line l where l.tenant = $1 and l.account = $2 and l.invoice = i.id and l.subscription = $5
         and (l.corrects_invoice is not null or (l.from_date <= $6 and l.until_date > $6)))))
     order by i.known_at, i.id`,
    [
      tenant,
      account,
      bringer.id,
      bills.slice(bills.indexOf(bringer) + 1).map(({ id }) => id),
      subscription,
      localDay(startedAt.epochMilliseconds, zone).toString()
    ]
  )
  return { bringer, invoices: rows.map(headOf) }
}

export async function invoiceLines(
  writer: Writer,
  tenant: string,
  invoice: Pick<InvoiceHead, 'account' | 'accounts' | 'id'>
): Promise<InvoiceLineShown[]> {
  const rows = await sql<LineRow>(
    writer,
    `select ${LINE_COLUMNS}, coalesce(l.label, s.label) as label, a.number as account_number, (select coalesce(c.number, c.id::text) from invoice c
       where c.tenant = $1 and c.id = l.corrects_invoice) as corrected
     from invoice_line l join account a on a.tenant = l.tenant and a.id = l.account
     left join subscription s on s.tenant = l.tenant and s.account = l.account and s.id = l.subscription
     where l.tenant = $1 and l.account = any($2::uuid[]) and l.invoice = $3 order by l.line, l.part`,
    [tenant, accountsOn(invoice), invoice.id]
  )
  return [...Map.groupBy(rows, ({ line }) => line).values()].flatMap(parts =>
    parts[0] === undefined ? [] : [lineOf(parts[0], parts)]
  )
}

/** Ids of the accounts whose lines it holds. */
export function accountsOn({ account, accounts }: Pick<InvoiceHead, 'account' | 'accounts'>): readonly string[] {
  return accounts ?? [account]
}

type LineRow = BilledRow & {
  readonly label: string | null
  readonly corrected: string | null
  readonly account_number: string
}

function lineOf(first: LineRow, parts: readonly BilledRow[]): InvoiceLineShown {
  const amount = parts.reduce((sum, part) => sum + BigInt(part.amount), 0n)
  return {
    line: first.line,
    account: first.account,
    accountNumber: first.account_number,
    type: first.type,
    subscription: first.subscription,
    label: first.label,
    series: first.series,
    ledger: first.ledger,
    category: first.category,
    description: first.description,
    from: Temporal.PlainDate.from(first.from_date),
    until: Temporal.PlainDate.from(first.until_date),
    quantity: first.quantity,
    amount,
    net: first.net === null ? amount : BigInt(first.net),
    tax: first.tax,
    exact: parts.reduce((sum, part) => sum + BigInt(part.exact), 0n),
    corrects:
      first.corrected === null || first.corrects_line === null
        ? null
        : { invoice: first.corrected, line: first.corrects_line },
    explanation: first.explanation
  }
}

export function headOf(row: HeadRow): InvoiceHead {
  const text = (name: string): string => String(row[name])
  const optional = (name: string): string | null => (row[name] === null ? null : text(name))
  const issuedAt = optional('issued_at')
  const since = optional('since')
  return {
    id: text('id'),
    run: text('run'),
    account: text('account'),
    accountNumber: text('account_number'),
    accounts: row['accounts'] as string[] | null,
    billOf: optional('bill_of'),
    group: optional('bill_group'),
    zone: text('zone'),
    status: text('status') as InvoiceStatus,
    number: optional('number'),
    billDate: Temporal.PlainDate.from(text('bill_date')),
    from: Temporal.PlainDate.from(text('from_date')),
    due: Temporal.PlainDate.from(text('due_date')),
    currency: text('currency'),
    total: BigInt(text('total')),
    creditUsed: BigInt(text('credit_used')),
    paid: BigInt(text('paid')),
    adjusted: BigInt(text('adjusted')),
    disputed: BigInt(text('disputed')),
    knownAt: instantFromSql(text('known_at')),
    since: since === null ? null : Temporal.PlainDate.from(since),
    issuedAt: issuedAt === null ? null : instantFromSql(issuedAt),
    ...sentOf(row),
    creditNote: optional('credit_note'),
    atOnce: row['at_once'] === true,
    hash: text('hash'),
    allowances: row['allowances'] as AllowanceShown[],
    taxes: taxesFrom(row['taxes'] as StoredTax[] | null),
    sums: row['sums'] as LedgerSums
  }
}
