// A chunk's bills into the tables: thousands of rows a statement, all in the caller's transaction.
import type { ChargeDelta, Invoice, InvoiceLine } from '@farthing/billing-core'
import { dateText } from '@farthing/billing-core/values'
import type { ClientBase } from 'pg'
import { copyLine, CopyText, type Ids, sql } from '../persistence/index.ts'
import type { BillSink, ComputedBill, ParkedAccount } from './compute-chunk.ts'
import { ledgerSums } from './ledger-sums.ts'
import { LineTexts } from './line-texts.ts'
import { storedTaxes } from './stored-taxes.ts'

export interface ChunkTarget {
  readonly tenant: string
  readonly run: string
  readonly knownAt: Temporal.Instant
}

const INVOICE =
  'invoice (tenant, account, id, run, status, bill_date, from_date, due_date, currency, total, credit_used, known_at, since, hash, allowances, sums, taxes, at_once)'
const LINE = `invoice_line (tenant, account, period_until, invoice, line, part, key, type, subscription, series, ledger, category,
  from_date, until_date, covers_from, covers_until, quantity, amount, exact, description, corrects_invoice, corrects_line, explanation, net, tax, label)`
const EMPTY = 'empty_bill (tenant, account, id, run, bill_date, from_date, known_at, since)'
const CARRIED = 'carried_forward (tenant, account, run, bill_date, currency, total)'
const USAGE = 'invoice_usage (tenant, account, invoice, event, covered_ticks, amount)'

interface Drawn {
  readonly invoice: Invoice
  readonly atOnce: boolean
}

interface SeenAccount {
  readonly account: string
  readonly billDate: string
  /** JSON. */
  readonly carried: string | null
}

/** Collects a chunk's bills as rows and sends them all at the end. */
export class ChunkWriter implements BillSink {
  readonly #target: ChunkTarget
  readonly #ids: Ids
  readonly #invoices = new CopyText(INVOICE)
  readonly #lines = new CopyText(LINE)
  readonly #empty = new CopyText(EMPTY)
  readonly #carried = new CopyText(CARRIED)
  readonly #usage = new CopyText(USAGE)
  readonly #texts: LineTexts
  readonly #seen: SeenAccount[] = []
  readonly #open: Omit<SeenAccount, 'carried'>[] = []
  readonly #parked: ParkedAccount[] = []

  constructor(target: ChunkTarget, ids: Ids) {
    this.#target = target
    this.#ids = ids
    this.#texts = new LineTexts(target.tenant)
  }

  bill(computed: ComputedBill): void {
    const { account, bill } = computed
    const carried = bill.carried.length === 0 ? null : JSON.stringify(bill.carried)
    this.#seen.push({ account, billDate: dateText(computed.billDate), carried })
    const { tenant } = this.#target
    const id = this.#ids.next()
    if (bill.invoice === null) this.#nothing(id, computed)
    else this.#invoice(id, computed, { invoice: bill.invoice, atOnce: false })
    for (const event of bill.usage)
      this.#usage.add(copyLine([tenant, account, id, event.id, event.coveredTicks, event.amount]))
  }

  /** One beside the account's bills: they do not take its day for billed. */
  charge(computed: ComputedBill): void {
    const { invoice } = computed.bill
    if (invoice !== null) this.#invoice(this.#ids.next(), computed, { invoice, atOnce: true })
  }

  #invoice(id: string, computed: ComputedBill, drawn: Drawn): void {
    const { invoice } = drawn
    this.#invoices.add(invoiceRow(this.#target, id, computed, drawn))
    const { account } = computed
    const said = invoice.lines.map(({ description }) => description)
    this.#texts.add({ id, account, billDate: dateText(invoice.billDate) }, said)
    for (const line of invoice.lines) {
      for (let part = 0; part < line.parts.length; part += 1)
        this.#lines.add(lineRow([this.#target.tenant, computed.account, id], line, part, computed.names))
    }
  }

  #nothing(id: string, { account, billDate, from, since }: ComputedBill): void {
    const { knownAt, run, tenant } = this.#target
    const looked = since === null ? null : dateText(since)
    this.#empty.add(
      copyLine([tenant, account, id, run, dateText(billDate), dateText(from), knownAt.toString(), looked])
    )
  }

  carry({ account, bill: { invoice }, billDate }: ComputedBill): void {
    const { run, tenant } = this.#target
    const on = dateText(billDate)
    this.#open.push({ account, billDate: on })
    this.#carried.add(copyLine([tenant, account, run, on, invoice?.currency ?? '', invoice?.total ?? 0n]))
  }

  park(parked: ParkedAccount): void {
    this.#parked.push(parked)
  }

  async send(client: ClientBase): Promise<void> {
    await this.#invoices.send(client)
    await this.#lines.send(client)
    await this.#texts.send(client)
    await this.#empty.send(client)
    await this.#usage.send(client)
    await this.#carried.send(client)
    await moveCursors(client, this.#target, this.#seen)
    await leaveOpen(client, this.#target, this.#open)
    await writeParked(client, this.#target, this.#parked)
  }
}

function invoiceRow(
  { tenant, run, knownAt }: ChunkTarget,
  id: string,
  computed: ComputedBill,
  { atOnce, invoice }: Drawn
): string {
  const { account, bill, since } = computed
  return copyLine([
    tenant,
    account,
    id,
    run,
    'draft',
    dateText(invoice.billDate),
    dateText(invoice.from),
    dateText(invoice.dueDate),
    invoice.currency,
    invoice.total,
    0,
    knownAt.toString(),
    since === null ? null : dateText(since),
    bill.hash,
    JSON.stringify(bill.allowances),
    JSON.stringify(ledgerSums(invoice)),
    storedTaxes(invoice.taxes),
    atOnce
  ])
}

/** The first part speaks for the line: its days and explanation are those shown. */
function lineRow(
  [tenant, account, invoice]: readonly [string, string, string],
  line: InvoiceLine,
  index: number,
  names: ComputedBill['names']
): string {
  const part = line.parts[index] as ChargeDelta
  const shown = index === 0 ? line : part
  return copyLine([
    tenant,
    account,
    dateText(part.periodUntil),
    invoice,
    line.line,
    index + 1,
    part.key,
    part.type,
    part.subscription,
    part.series,
    part.ledger,
    part.category,
    dateText(shown.from),
    dateText(shown.until),
    part.covers === null ? null : dateText(part.covers.from),
    part.covers === null ? null : dateText(part.covers.until),
    part.quantity,
    part.amount,
    part.exact,
    part.description,
    part.corrects?.invoice ?? null,
    part.corrects?.line ?? null,
    JSON.stringify(part.explanation),
    index > 0 || line.net === line.amount ? null : line.net,
    part.tax === null ? null : JSON.stringify(part.tax),
    part.subscription === null ? null : (names.get(part.subscription) ?? null)
  ])
}

async function moveCursors(client: ClientBase, target: ChunkTarget, seen: readonly SeenAccount[]): Promise<void> {
  await sql(
    client,
    `insert into billing_cursor (tenant, account, bill_date, known_at, carried)
     select $1, seen.account, seen.bill_date, $5, seen.carried::jsonb
     from unnest($2::uuid[], $3::date[], $4::text[]) as seen (account, bill_date, carried)
     on conflict (tenant, account) do update
       set bill_date = excluded.bill_date, known_at = excluded.known_at, dirty_from = null, carried = excluded.carried`,
    [
      target.tenant,
      seen.map(({ account }) => account),
      seen.map(({ billDate }) => billDate),
      seen.map(({ carried }) => carried),
      target.knownAt.toString()
    ]
  )
}

/** They are looked at again on their next bill day. */
async function leaveOpen(
  client: ClientBase,
  { tenant }: ChunkTarget,
  open: readonly Omit<SeenAccount, 'carried'>[]
): Promise<void> {
  if (open.length === 0) return
  await sql(
    client,
    `insert into billing_cursor (tenant, account, carried_on) select $1, o.* from unnest($2::uuid[], $3::date[]) as o
     on conflict (tenant, account) do update set carried_on = excluded.carried_on`,
    [tenant, open.map(({ account }) => account), open.map(({ billDate }) => billDate)]
  )
}

async function writeParked(client: ClientBase, target: ChunkTarget, parked: readonly ParkedAccount[]): Promise<void> {
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
