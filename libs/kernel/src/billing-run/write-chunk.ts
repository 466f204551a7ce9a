// A chunk's bills into the tables: thousands of rows a statement, all in the caller's transaction.
import type { ChargeDelta, InvoiceLine } from '@farthing/billing-core'
import type { NetUsage } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { copyLine, copyRows, type Ids, sql } from '../persistence/index.ts'
import type { ComputedBill, ComputedChunk } from './compute-chunk.ts'

export interface ChunkTarget {
  readonly tenant: string
  readonly run: string
  readonly knownAt: Temporal.Instant
}

const INVOICE =
  'invoice (tenant, account, id, run, status, bill_date, from_date, due_date, currency, total, credit_used, known_at, since, hash, allowances)'
const LINE = `invoice_line (tenant, account, period_until, invoice, line, part, key, type, subscription, series, ledger, category,
  from_date, until_date, covers_from, covers_until, quantity, amount, exact, description, corrects_invoice, corrects_line, explanation)`
const USAGE = 'invoice_usage (tenant, account, invoice, event, covered_ticks, amount)'

interface NumberedBill extends ComputedBill {
  readonly id: string
}

export async function writeChunk(
  client: ClientBase,
  target: ChunkTarget,
  chunk: ComputedChunk,
  ids: Ids
): Promise<void> {
  const bills = chunk.bills.map(each => ({ ...each, id: ids.next() }))
  await copyRows(
    client,
    INVOICE,
    bills.flatMap(bill => invoiceRow(target, bill))
  )
  await copyRows(client, LINE, lineRows(target, bills))
  await copyRows(client, USAGE, usageRows(target, bills))
  await moveCursors(client, target, bills)
  await writeParked(client, target, chunk)
}

function invoiceRow({ tenant, run, knownAt }: ChunkTarget, { id, account, bill, since }: NumberedBill): string[] {
  const { invoice } = bill
  if (invoice === null) return []
  const fields = [tenant, account, id, run, 'draft', day(invoice.billDate), day(invoice.from), day(invoice.dueDate)]
  const allowances = JSON.stringify(bill.allowances)
  return [
    copyLine([...fields, invoice.currency, invoice.total, 0, knownAt.toString(), day(since), bill.hash, allowances])
  ]
}

function* lineRows({ tenant }: ChunkTarget, bills: readonly NumberedBill[]): Generator<string> {
  for (const { account, id, bill } of bills) {
    for (const line of bill.invoice?.lines ?? []) {
      for (let part = 0; part < line.parts.length; part += 1) yield lineRow([tenant, account, id], line, part)
    }
  }
}

/** The first part speaks for the line: its days and explanation are those shown. */
function lineRow(
  [tenant, account, invoice]: readonly [string, string, string],
  line: InvoiceLine,
  index: number
): string {
  const part = line.parts[index] as ChargeDelta
  const shown = index === 0 ? line : part
  return copyLine([
    tenant,
    account,
    day(part.periodUntil),
    invoice,
    line.line,
    index + 1,
    part.key,
    part.type,
    part.subscription,
    part.series,
    part.ledger,
    part.category,
    day(shown.from),
    day(shown.until),
    day(part.covers?.from ?? null),
    day(part.covers?.until ?? null),
    part.quantity,
    part.amount,
    part.exact,
    part.description,
    part.corrects?.invoice ?? null,
    part.corrects?.line ?? null,
    JSON.stringify(part.explanation)
  ])
}

function* usageRows({ tenant }: ChunkTarget, bills: readonly NumberedBill[]): Generator<string> {
  for (const { account, id, bill } of bills) {
    if (bill.invoice === null) continue
    for (const event of bill.usage) yield usageRow(tenant, account, id, event)
  }
}

function usageRow(tenant: string, account: string, invoice: string, event: NetUsage): string {
  return copyLine([tenant, account, invoice, event.id, event.coveredTicks, event.amount])
}

async function moveCursors(client: ClientBase, target: ChunkTarget, bills: readonly ComputedBill[]): Promise<void> {
  await sql(
    client,
    `insert into billing_cursor (tenant, account, bill_date, known_at)
     select $1, seen.account, seen.bill_date, $4 from unnest($2::uuid[], $3::date[]) as seen (account, bill_date)
     on conflict (tenant, account) do update
       set bill_date = excluded.bill_date, known_at = excluded.known_at, dirty_from = null`,
    [
      target.tenant,
      bills.map(({ account }) => account),
      bills.map(({ billDate }) => day(billDate)),
      target.knownAt.toString()
    ]
  )
}

async function writeParked(client: ClientBase, target: ChunkTarget, { parked }: ComputedChunk): Promise<void> {
  if (parked.length === 0) return
  await sql(
    client,
    `insert into billing_parked (tenant, run, account, reason, detail)
     select $1, $2, p.* from unnest($3::uuid[], $4::text[], $5::text[]) as p`,
    [
      target.tenant,
      target.run,
      parked.map(({ account }) => account),
      parked.map(({ reason }) => reason),
      parked.map(({ detail }) => detail)
    ]
  )
}

function day<T extends Temporal.PlainDate | null>(date: T): string | (T & null) {
  return date === null ? (null as T & null) : date.toString()
}
