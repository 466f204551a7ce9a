// The bill of an account as it would be made now: by the function that makes it, on a snapshot that nothing can be written through.
// What is asked while others are computed is read together with them.
import type { Invoice, InvoiceLine } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Batches, Clock, ID_FORM, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { BillingRules, type RulesInForce } from './billing-rules.ts'
import { type ComputedBill, computeChunk, type ParkedAccount } from './compute-chunk.ts'
import type { InvoiceLineShown } from './invoice-queries.ts'
import { NewUsage } from './new-usage.ts'

export interface PreviewedBill {
  readonly account: string
  readonly accountNumber: string
  readonly billDate: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
  /** Null: the bill comes to nothing. */
  readonly invoice: (Omit<Invoice, 'lines'> & { readonly lines: readonly InvoiceLineShown[] }) | null
  /** On a bill day no invoice is made of it: it comes to less than one asks for at least. */
  readonly carriedForward: boolean
  /** That the invoice will carry, if nothing more becomes known before it is made. */
  readonly hash: string
}

export type PreviewRefusal = 'unknown-account' | 'parked' | 'billed-already'

interface AccountRow {
  readonly id: string
  readonly number: string
  readonly zone: string
  /** The last publication. */
  readonly newest: string | null
}

interface Ask {
  readonly reference: string
  readonly on: Temporal.PlainDate | undefined
}

type Previewed = Outcome<PreviewedBill, PreviewRefusal>

/** An account and the day for which its bill is wanted. */
interface Wanted {
  readonly account: AccountRow
  readonly billDate: Temporal.PlainDate
}

/** On one snapshot. */
interface Reading {
  readonly client: ClientBase
  readonly rules: RulesInForce
  readonly knownAt: Temporal.Instant
}

@Injectable()
export class BillPreview {
  private readonly newUsage = new NewUsage()
  private readonly batches = new Batches<Ask, Previewed>(asks => this.#together(asks))

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By id or number. On today, where the account is, when no day is given. */
  of(reference: string, on?: Temporal.PlainDate): Promise<Previewed> {
    return this.batches.ask({ reference, on })
  }

  #together(asks: readonly Ask[]): Promise<readonly Previewed[]> {
    const knownAt = this.clock.now()
    return this.persistence.bulkRead(async client => {
      const accounts = await this.#accounts(client, asks)
      const wanted = asks.map(({ on, reference }) => {
        const account = accounts.get(accountKey(reference))
        return account && { account, billDate: on ?? this.clock.today(account.zone) }
      })
      const newest = wanted.find(each => each !== undefined)?.account.newest
      if (newest === undefined) return asks.map(unknown)
      const reading = { client, knownAt, rules: await this.rules.withNewest(newest, knownAt) }
      const known = wanted.filter(each => each !== undefined)
      const found = await this.#previews(reading, known)
      return asks.map((ask, index) => found.get(wanted[index]) ?? unknown(ask))
    })
  }

  /** By the reference that each is asked for by. */
  async #accounts(client: ClientBase, asks: readonly Ask[]): Promise<ReadonlyMap<string, AccountRow>> {
    const keys = [...new Set(asks.map(({ reference }) => accountKey(reference)))]
    const found = 'select id, number, zone from account where tenant = $1 and'
    const rows = await sql<AccountRow>(
      client,
      `select a.*, (select p.id from rules_publication p where p.tenant = $1 order by p.id desc limit 1) as newest
       from (${found} id = any($2::uuid[]) union all ${found} number = any($3)) a`,
      [this.settings.tenant, keys.filter(key => ID_FORM.test(key)), keys.filter(key => !ID_FORM.test(key))]
    )
    return new Map(rows.flatMap(row => [[row.id, row] as const, [row.number, row] as const]))
  }

  /** The bills of each day are computed as a chunk of a run of that day. */
  async #previews(reading: Reading, wanted: readonly Wanted[]): Promise<ReadonlyMap<Wanted | undefined, Previewed>> {
    const computed = new Map<Wanted, ComputedBill | ParkedAccount>()
    for (const ofDay of Map.groupBy(wanted, ({ billDate }) => billDate.toString()).values()) {
      const bills = await this.#bills(reading, ofDay)
      for (const each of ofDay) {
        const bill = bills.get(each.account.id)
        if (bill !== undefined) computed.set(each, bill)
      }
    }
    const names = await this.#names(reading.client, [...computed.values()])
    return new Map(wanted.map(each => [each, preview(each, computed.get(each), { ...reading, names })]))
  }

  async #bills(
    { client, knownAt, rules }: Reading,
    [first, ...others]: readonly Wanted[]
  ): Promise<ReadonlyMap<string, ComputedBill | ParkedAccount>> {
    const bills = new Map<string, ComputedBill | ParkedAccount>()
    if (first === undefined) return bills
    const accounts = [...new Set([first, ...others].map(({ account }) => account.id))]
    const task = { tenant: this.settings.tenant, billDate: first.billDate, knownAt, accounts, listed: true }
    const keep = (one: ComputedBill | ParkedAccount): void => void bills.set(one.account, one)
    const tools = { facts: this.facts, rules, newUsage: this.newUsage }
    await computeChunk(client, task, tools, { bill: keep, carry: keep, park: keep })
    return bills
  }

  /** Labels of subscriptions and numbers of corrected invoices, by id. */
  async #names(
    client: ClientBase,
    computed: readonly (ComputedBill | ParkedAccount)[]
  ): Promise<ReadonlyMap<string, string>> {
    const invoices = computed.flatMap(each =>
      'bill' in each && each.bill.invoice ? [{ ...each, ...each.bill.invoice }] : []
    )
    const ids = invoices.flatMap(({ lines }) =>
      lines.flatMap(({ corrects, subscription }) => [subscription, corrects?.invoice ?? null])
    )
    if (ids.length === 0) return new Map()
    const accounts = [...new Set(invoices.map(({ account }) => account))]
    const rows = await sql<{ id: string; name: string }>(
      client,
      `select id, label as name from subscription where tenant = $1 and account = any($2::uuid[]) and id = any($3::uuid[])
       union all select id, coalesce(number, id::text) from invoice where tenant = $1 and account = any($2::uuid[]) and id = any($3::uuid[])`,
      [this.settings.tenant, accounts, [...new Set(ids)].filter(id => id !== null)]
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
}

/** Ids are written in small letters, numbers in capitals. */
function accountKey(reference: string): string {
  return ID_FORM.test(reference) ? reference.toLowerCase() : reference.toUpperCase()
}

function unknown({ reference }: Ask): Previewed {
  return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
}

function preview(
  { account, billDate }: Wanted,
  computed: ComputedBill | ParkedAccount | undefined,
  { knownAt, names: known }: Pick<Reading, 'knownAt'> & { readonly names: ReadonlyMap<string, string> }
): Previewed {
  if (computed === undefined) return billedAlready(account, billDate)
  if ('reason' in computed) return { ok: false, reason: 'parked', detail: computed.detail }
  const { bill } = computed
  const of = {
    account: account.id,
    accountNumber: account.number,
    billDate: computed.billDate,
    knownAt,
    carriedForward: bill.belowMinimum,
    hash: bill.hash
  }
  if (bill.invoice === null) return { ok: true, value: { ...of, invoice: null } }
  const names = new Map([...known, ...computed.names])
  const invoice = { ...bill.invoice, lines: bill.invoice.lines.map(line => shownLine(line, names)) }
  return { ok: true, value: { ...of, invoice } }
}

function billedAlready({ number }: AccountRow, billDate: Temporal.PlainDate): Outcome<never, 'billed-already'> {
  const detail = `Account ${number} is billed up to ${billDate} or later: a preview is of a bill that is still to come. Ask for a later day.`
  return { ok: false, reason: 'billed-already', detail }
}

function shownLine(line: InvoiceLine, names: ReadonlyMap<string, string>): InvoiceLineShown {
  const { corrects, parts: _parts, subscription, version: _version, ...rest } = line
  return {
    ...rest,
    subscription,
    label: subscription === null ? null : (names.get(subscription) ?? null),
    corrects: corrects && { ...corrects, invoice: names.get(corrects.invoice) ?? corrects.invoice }
  }
}
