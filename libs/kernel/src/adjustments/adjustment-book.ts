// Adjustments in and out of their tables.
import { type AppliedTax, negatedLine, type NoteLine } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { billedToSql, ledgerSums, type StoredTax, storedTaxes, taxesFrom } from '../billing-run/index.ts'
import { ID_FORM, instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { Adjustment, AdjustmentWithLines } from './adjustment.ts'
import type { AdjustmentKind, AdjustmentStatus } from './adjustments.tables.ts'

export interface AdjustmentSearch {
  /** Ids. */
  readonly account?: string | undefined
  readonly invoice?: string | undefined
  readonly status?: AdjustmentStatus | undefined
  /** `id` of the last of the page before. */
  readonly before?: string | undefined
  readonly limit: number
}

interface Row {
  readonly id: string
  readonly kind: AdjustmentKind
  readonly status: AdjustmentStatus
  readonly number: string | null
  readonly account: string
  readonly account_number: string
  readonly zone: string
  readonly invoice: string
  readonly invoice_number: string
  readonly reason: string
  readonly remark: string
  readonly currency: string
  readonly net: string
  readonly total: string
  readonly taxes: StoredTax[] | null
  readonly proposed_by: string
  readonly proposed_at: string
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly decision: string | null
  readonly cancels: boolean
  readonly date: string | null
}

interface LineRow {
  readonly adjustment: string
  readonly invoice_line: number | null
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  readonly description: string
  readonly label: string | null
  readonly from_date: string | null
  readonly until_date: string | null
  readonly amount: string
  readonly net: string
  readonly taxes: readonly StoredShare[] | null
}

type StoredShare = AppliedTax & { readonly amount: string }

const ADJUSTMENTS = `select d.id, d.kind, d.status, d.number, d.account, a.number as account_number, a.zone, d.invoice,
    i.number as invoice_number, d.reason, d.remark, d.currency, d.net::text, d.total::text, d.taxes, d.proposed_by,
    d.proposed_at::text, d.decided_by, d.decided_at::text, d.decision, d.cancels, d.date::text
  from adjustment d join account a on a.tenant = d.tenant and a.id = d.account
  join invoice i on i.tenant = d.tenant and i.account = d.account and i.id = d.invoice`

const LINES = `select l.adjustment, l.invoice_line, l.ledger, l.category, l.description, l.label, l.from_date::text, l.until_date::text,
    l.amount::text, l.net::text, l.taxes
  from adjustment_line l`

/** By number or id. */
export async function findAdjustment(
  writer: Writer,
  tenant: string,
  reference: string
): Promise<AdjustmentWithLines | undefined> {
  const where = ID_FORM.test(reference) ? 'd.id = $2' : 'd.number = $2'
  const [row] = await sql<Row>(writer, `${ADJUSTMENTS} where d.tenant = $1 and ${where}`, [tenant, reference])
  if (row === undefined) return undefined
  const lines = await sql<LineRow>(
    writer,
    `${LINES} where l.tenant = $1 and l.account = $2 and l.adjustment = $3 order by l.line`,
    [tenant, row.account, row.id]
  )
  return { ...adjustmentOf(row), lines: lines.map(lineOf) }
}

/** Newest first. */
export async function listAdjustments(writer: Writer, tenant: string, search: AdjustmentSearch): Promise<Adjustment[]> {
  const rows = await sql<Row>(
    writer,
    `${ADJUSTMENTS} where d.tenant = $1 and ($2::uuid is null or d.account = $2) and ($3::uuid is null or d.invoice = $3)
       and ($4::text is null or d.status = $4) and ($5::uuid is null or d.id < $5)
     order by d.id desc limit $6`,
    [tenant, search.account ?? null, search.invoice ?? null, search.status ?? null, search.before ?? null, search.limit]
  )
  return rows.map(adjustmentOf)
}

/** What notes of an invoice take of its lines, and what debit notes add: credits that wait for approval too, but for one of them. */
export async function notedShares(
  writer: Writer,
  tenant: string,
  of: { readonly account: string; readonly invoice: string; readonly butFor: string | null }
): Promise<NoteLine[]> {
  const rows = await sql<LineRow & { kind: AdjustmentKind }>(
    writer,
    `${LINES.replace('l.taxes', 'l.taxes, d.kind')} join adjustment d on d.tenant = l.tenant and d.account = l.account and d.id = l.adjustment
     where l.tenant = $1 and l.account = $2 and d.invoice = $3 and l.invoice_line is not null
       and (d.status = 'approved' or (d.kind = 'credit-note' and d.status = 'proposed')) and d.id is distinct from $4::uuid`,
    [tenant, of.account, of.invoice, of.butFor]
  )
  return rows.map(row => (row.kind === 'debit-note' ? negatedLine(lineOf(row)) : lineOf(row)))
}

/** What debit notes of an invoice charged beside its lines. */
export async function chargedBeside(
  writer: Writer,
  tenant: string,
  of: { readonly account: string; readonly invoice: string }
): Promise<NoteLine[]> {
  const rows = await sql<LineRow>(
    writer,
    `${LINES} join adjustment d on d.tenant = l.tenant and d.account = l.account and d.id = l.adjustment
     where l.tenant = $1 and l.account = $2 and d.invoice = $3 and d.kind = 'debit-note' and d.status = 'approved'
       and l.invoice_line is null order by d.number, l.line`,
    [tenant, of.account, of.invoice]
  )
  return rows.map(lineOf)
}

export async function insertAdjustment(client: ClientBase, tenant: string, made: AdjustmentWithLines): Promise<void> {
  await sql(
    client,
    `insert into adjustment (tenant, account, id, invoice, kind, status, reason, remark, currency, net, total, taxes, sums,
       proposed_by, proposed_at, decision, cancels)
     values ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[tenant, made.account, made.id, made.invoice, made.kind, made.reason, made.remark, made.currency],
      ...[made.net.toString(), made.total.toString(), storedTaxes(made.taxes), JSON.stringify(ledgerSums(made))],
      ...[made.proposedBy, made.proposedAt.toString(), made.decision, made.cancels]
    ]
  )
  await sql(
    client,
    `insert into adjustment_line (tenant, account, adjustment, line, invoice_line, ledger, category, description, label,
       from_date, until_date, amount, net, taxes)
     select $1, $2, $3, l.* from unnest($4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[],
       $11::date[], $12::bigint[], $13::bigint[], $14::jsonb[]) as l`,
    [tenant, made.account, made.id, ...lineColumns(made.lines)]
  )
}

function lineColumns(lines: readonly NoteLine[]): unknown[] {
  return [
    lines.map((_, index) => index + 1),
    lines.map(({ line }) => (line === 0 ? null : line)),
    lines.map(({ ledger }) => ledger),
    lines.map(({ category }) => category),
    lines.map(({ description }) => description),
    lines.map(({ label }) => label),
    lines.map(({ from }) => from?.toString() ?? null),
    lines.map(({ until }) => until?.toString() ?? null),
    lines.map(({ amount }) => amount.toString()),
    lines.map(({ net }) => net.toString()),
    lines.map(storedShares)
  ]
}

function storedShares({ tax, taxes }: NoteLine): string | null {
  if (tax === null) return null
  return JSON.stringify(
    tax.map((applied, index): StoredShare => ({ ...applied, amount: (taxes[index] ?? 0n).toString() }))
  )
}

/** SQL on adjustment `d`: ids of the accounts whose lines its invoice holds. */
const ACCOUNTS_ON =
  '(select i.accounts from invoice i where i.tenant = d.tenant and i.account = d.account and i.id = d.invoice)'

/** Once: what was decided stays. */
export async function writeDecision(client: ClientBase, tenant: string, decided: Adjustment): Promise<void> {
  const { account, decidedAt, decidedBy, decision, id, number, status } = decided
  await sql(
    client,
    `update adjustment d set status = $4, number = $5, date = $6, decided_by = $7, decided_at = $8, decision = $9,
       billed_to = ${billedToSql('d', ACCOUNTS_ON)}
     where tenant = $1 and account = $2 and id = $3`,
    [
      ...[tenant, account, id, status, number, decided.date?.toString() ?? null],
      ...[decidedBy, decidedAt?.toString() ?? null, decision]
    ]
  )
}

function adjustmentOf(row: Row): Adjustment {
  const { account_number: accountNumber, decided_by: decidedBy, invoice_number: invoiceNumber, ...same } = row
  const { account, cancels, currency, decision, id, invoice, kind, number, reason, remark, status, zone } = same
  return {
    ...{ id, kind, status, number, account, accountNumber, zone, invoice, invoiceNumber, reason, remark, currency },
    net: BigInt(row.net),
    taxes: taxesFrom(row.taxes),
    total: BigInt(row.total),
    proposedBy: row.proposed_by,
    proposedAt: instantFromSql(row.proposed_at),
    ...{ cancels, decidedBy, decision },
    decidedAt: row.decided_at === null ? null : instantFromSql(row.decided_at),
    date: row.date === null ? null : Temporal.PlainDate.from(row.date)
  }
}

function lineOf(row: LineRow): NoteLine {
  const { category, description, label, ledger } = row
  return {
    ...{ line: row.invoice_line ?? 0, ledger, category, description, label },
    from: row.from_date === null ? null : Temporal.PlainDate.from(row.from_date),
    until: row.until_date === null ? null : Temporal.PlainDate.from(row.until_date),
    amount: BigInt(row.amount),
    net: BigInt(row.net),
    tax: row.taxes?.map(({ amount: _, ...applied }): AppliedTax => applied) ?? null,
    taxes: row.taxes?.map(({ amount }) => BigInt(amount)) ?? []
  }
}

/** Proposals of an invoice that wait for approval, oldest first. */
export async function waitingAdjustments(
  writer: Writer,
  tenant: string,
  of: { readonly account: string; readonly invoice: string }
): Promise<AdjustmentWithLines[]> {
  const rows = await sql<Row>(
    writer,
    `${ADJUSTMENTS} where d.tenant = $1 and d.account = $2 and d.invoice = $3 and d.status = 'proposed' order by d.id`,
    [tenant, of.account, of.invoice]
  )
  return rows.map(row => ({ ...adjustmentOf(row), lines: [] }))
}
