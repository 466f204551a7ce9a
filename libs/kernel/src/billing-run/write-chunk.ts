// A chunk's bills into the tables: thousands of rows a statement, all in the caller's transaction.
import { dateText } from '@farthing/billing-core/values'
import { type BillPart, invoicesOf, wholeInvoice } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { copyLine, CopyText, type Ids, sql } from '../persistence/index.ts'
import type { BillMade, BillSink, ComputedBill, ParkedAccount } from './compute-chunk.ts'
import { type ChunkTarget, type Drawn, invoiceRow, isOwn, lineRow, type Only, uuids } from './invoice-rows.ts'
import { LineTexts } from './line-texts.ts'
import { leaveOpen, moveCursors, type SeenAccount } from './move-cursors.ts'

const INVOICE =
  'invoice (tenant, account, id, run, status, bill_date, from_date, due_date, currency, total, credit_used, known_at, since, hash, allowances, sums, taxes, accounts, at_once, bill_group)'
const LINE = `invoice_line (tenant, account, period_until, invoice, line, part, key, type, subscription, series, ledger, category,
  from_date, until_date, covers_from, covers_until, quantity, amount, exact, description, corrects_invoice, corrects_line, explanation, net, tax, label)`
const EMPTY = 'empty_bill (tenant, account, id, run, bill_date, from_date, known_at, since, payer, subscriptions)'
const CARRIED = 'carried_forward (tenant, account, run, bill_date, currency, total)'
const USAGE = 'invoice_usage (tenant, account, invoice, event, covered_ticks, amount)'

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
  readonly #open: Pick<SeenAccount, 'account' | 'billDate'>[] = []
  readonly #parked: ParkedAccount[] = []

  constructor(target: ChunkTarget, ids: Ids) {
    this.#target = target
    this.#ids = ids
    this.#texts = new LineTexts(target.tenant)
  }

  bill(made: BillMade): void {
    const { leavesOpen, parts } = made.made
    for (const { account, bill, billDate, since } of made.bills) {
      const carried = bill.carried.length === 0 ? null : JSON.stringify(bill.carried)
      const openFrom = leavesOpen ? (since === null ? FIRST_DAY : dateText(since)) : null
      this.#seen.push({ account, billDate: dateText(billDate), carried, openFrom })
    }
    for (const part of parts) this.#part(made, part)
  }

  #part(made: BillMade, { joint, ...part }: BillPart): void {
    const id = this.#ids.next()
    if (joint !== null) this.#invoice(id, made, { ...part, joint, atOnce: false })
    for (const computed of made.bills) {
      const only = part.subscriptions === null ? null : part.subscriptions.get(computed.account)
      if (only === undefined) continue
      if (joint === null) this.#apart(id, computed, { payer: null, only })
      else if (isOwn(made, part)) this.#used(id, computed, only)
      else this.#apart(id, computed, { payer: made.payer, only })
    }
  }

  /** One beside the account's bills: they do not take its day for billed. */
  charge(computed: ComputedBill): void {
    const joint = wholeInvoice([computed])
    if (joint === null) return
    const { account, bill } = computed
    const part = { group: null, joint, subscriptions: null }
    const made = { ok: true, parts: [part], leavesOpen: false, belowMinimum: false, hash: bill.hash } as const
    this.#invoice(this.#ids.next(), { payer: account, bills: [computed], made }, { ...part, atOnce: true })
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

  /** A bill that stands on no invoice of its own account, or one of several of it. */
  #apart(
    id: string,
    computed: ComputedBill,
    { only, payer }: { readonly payer: string | null; readonly only: Only }
  ): void {
    const { account, billDate, from, since } = computed
    const { knownAt, run, tenant } = this.#target
    const looked = since === null ? null : dateText(since)
    const days = [dateText(billDate), dateText(from), knownAt.toString(), looked]
    this.#empty.add(copyLine([tenant, account, id, run, ...days, payer, only === null ? null : uuids([...only])]))
    this.#used(id, computed, only)
  }

  #used(id: string, { account, bill }: ComputedBill, only: Only): void {
    for (const event of bill.usage) {
      if (only !== null && !only.has(event.subscription)) continue
      this.#usage.add(copyLine([this.#target.tenant, account, id, event.id, event.coveredTicks, event.amount]))
    }
  }

  /** Whoever is billed with another is due when that one is. */
  carry({ bills: [{ account, billDate }], made }: BillMade): void {
    const { run, tenant } = this.#target
    const on = dateText(billDate)
    this.#open.push({ account, billDate: on })
    const invoices = invoicesOf(made).map(({ invoice }) => invoice)
    const [first] = invoices
    if (first === undefined) return
    const total = invoices.reduce((sum, invoice) => sum + invoice.total, 0n)
    this.#carried.add(copyLine([tenant, account, run, on, first.currency, total]))
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

/** Before every day that a bill looks back to. */
const FIRST_DAY = '0001-01-01'

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
