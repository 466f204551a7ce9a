// A chunk's bills into the tables: thousands of rows a statement, all in the caller's transaction.
import type { ChargeDelta, InvoiceLine } from '@farthing/billing-core'
import { dateText } from '@farthing/billing-core/values'
import { jointBill, type JointInvoice } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { copyLine, CopyText, type Ids, sql } from '../persistence/index.ts'
import type { BillMade, BillSink, ComputedBill, ParkedAccount } from './compute-chunk.ts'
import { ledgerSums } from './ledger-sums.ts'
import { LineTexts } from './line-texts.ts'
import { leaveOpen, moveCursors, type SeenAccount } from './move-cursors.ts'
import { storedTaxes } from './stored-taxes.ts'

export interface ChunkTarget {
  readonly tenant: string
  readonly run: string
  readonly knownAt: Temporal.Instant
}

const INVOICE =
  'invoice (tenant, account, id, run, status, bill_date, from_date, due_date, currency, total, credit_used, known_at, since, hash, allowances, sums, taxes, accounts, at_once)'
const LINE = `invoice_line (tenant, account, period_until, invoice, line, part, key, type, subscription, series, ledger, category,
  from_date, until_date, covers_from, covers_until, quantity, amount, exact, description, corrects_invoice, corrects_line, explanation, net, tax, label)`
const EMPTY = 'empty_bill (tenant, account, id, run, bill_date, from_date, known_at, since, payer)'
const CARRIED = 'carried_forward (tenant, account, run, bill_date, currency, total)'
const USAGE = 'invoice_usage (tenant, account, invoice, event, covered_ticks, amount)'

interface Drawn {
  readonly joint: JointInvoice
  readonly atOnce: boolean
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

  bill(made: BillMade): void {
    for (const { account, bill, billDate } of made.bills) {
      const carried = bill.carried.length === 0 ? null : JSON.stringify(bill.carried)
      this.#seen.push({ account, billDate: dateText(billDate), carried })
    }
    const [joint] = made.made.invoices
    if (joint === undefined) {
      for (const computed of made.bills) this.#apart(this.#ids.next(), computed, null)
      return
    }
    const id = this.#ids.next()
    this.#invoice(id, made, { joint, atOnce: false })
    for (const computed of made.bills) {
      if (isOwn(made)) this.#used(id, computed)
      else this.#apart(id, computed, made.payer)
    }
  }

  /** One beside the account's bills: they do not take its day for billed. */
  charge(computed: ComputedBill): void {
    const made = jointBill([computed])
    if (!made.ok) throw new Error(made.detail)
    const bill: BillMade = { payer: computed.account, bills: [computed], made }
    for (const joint of made.invoices) this.#invoice(this.#ids.next(), bill, { joint, atOnce: true })
  }

  #invoice(id: string, made: BillMade, drawn: Drawn): void {
    const { joint } = drawn
    const { billDate, lines: all } = joint.invoice
    const said = all.map(({ description }) => description)
    this.#texts.add({ id, account: made.payer, billDate: dateText(billDate) }, said)
    this.#invoices.add(invoiceRow(this.#target, id, made, drawn))
    for (const { account, lines } of joint.shares) {
      const names = made.bills.find(each => each.account === account)?.names ?? NO_NAMES
      for (const line of lines) {
        for (let part = 0; part < line.parts.length; part += 1)
          this.#lines.add(lineRow([this.#target.tenant, account, id], line, part, names))
      }
    }
  }

  /** A bill that stands on no invoice of its own account. */
  #apart(id: string, computed: ComputedBill, payer: string | null): void {
    const { account, billDate, from, since } = computed
    const { knownAt, run, tenant } = this.#target
    const looked = since === null ? null : dateText(since)
    this.#empty.add(
      copyLine([tenant, account, id, run, dateText(billDate), dateText(from), knownAt.toString(), looked, payer])
    )
    this.#used(id, computed)
  }

  #used(id: string, { account, bill }: ComputedBill): void {
    for (const event of bill.usage)
      this.#usage.add(copyLine([this.#target.tenant, account, id, event.id, event.coveredTicks, event.amount]))
  }

  /** Whoever is billed with another is due when that one is. */
  carry({ bills: [{ account, billDate }], made: { invoices } }: BillMade): void {
    const { run, tenant } = this.#target
    const on = dateText(billDate)
    this.#open.push({ account, billDate: on })
    for (const { invoice } of invoices)
      this.#carried.add(copyLine([tenant, account, run, on, invoice.currency, invoice.total]))
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

const NO_NAMES: ComputedBill['names'] = new Map()

/** All of it is the payer's. */
function isOwn({ bills, payer }: BillMade): boolean {
  return bills.length === 1 && bills[0].account === payer
}

function invoiceRow({ tenant, run, knownAt }: ChunkTarget, id: string, bill: BillMade, drawn: Drawn): string {
  const { bills, made, payer } = bill
  const { atOnce, joint } = drawn
  const { invoice } = joint
  const { since } = bills[0]
  const allowances = bills.length === 1 ? bills[0].bill.allowances : bills.flatMap(each => each.bill.allowances)
  return copyLine([
    tenant,
    payer,
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
    made.hash,
    JSON.stringify(allowances),
    JSON.stringify(ledgerSums(invoice)),
    storedTaxes(invoice.taxes),
    isOwn(bill) ? null : `{${bills.map(({ account }) => account).join(',')}}`,
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
