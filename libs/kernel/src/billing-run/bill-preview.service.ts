// The bill of an account as it would be made now: by the function that makes it, on a snapshot that nothing can be written through.
// What is asked while others are computed is read together with them.
import { type Invoice, type InvoiceLine, nextBillDate } from '@farthing/billing-core'
import { addDays } from '@farthing/billing-core/values'
import { invoicesOf } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { accountKey, FactBook, hierarchyAround, numberOf } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Batches, Clock, ID_FORM, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { BillingRules, type RulesInForce } from './billing-rules.ts'
import { type BillMade, computeChunk, type ParkedAccount } from './compute-chunk.ts'
import type { InvoiceLineShown } from './invoice-queries.ts'
import { NewUsage } from './new-usage.ts'

export interface PreviewedBill {
  readonly account: string
  readonly accountNumber: string
  /** Id of the account that will owe the invoice. */
  readonly payer: string
  readonly billDate: Temporal.PlainDate
  /** The first bill day of the account from then on; another day: no run of bill days makes this bill. */
  readonly nextBillDay: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
  /** The first, or the only one. Null: the bill comes to nothing. */
  readonly invoice: PreviewedInvoice | null
  /** Further invoices of the bill, in the order of their numbers. */
  readonly further: readonly PreviewedInvoice[]
  /** On a bill day no invoice is made of it: it comes to less than one asks for at least. */
  readonly carriedForward: boolean
  /** That the invoice will carry, if nothing more becomes known before it is made. */
  readonly hash: string
}

export interface PreviewedInvoice extends Omit<Invoice, 'lines'> {
  /** The invoice group whose lines it holds; null: the main invoice, or the only one. */
  readonly group: string | null
  readonly lines: readonly InvoiceLineShown[]
}

export type PreviewRefusal = 'unknown-account' | 'parked' | 'billed-already' | 'billed-with-another'

interface AccountRow {
  readonly id: string
  readonly number: string
  readonly zone: string
  readonly billDay: number
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
    const found = 'select id, number, zone, bill_day as "billDay" from account where tenant = $1 and'
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
    const computed = new Map<Wanted, BillMade | ParkedAccount>()
    for (const ofDay of Map.groupBy(wanted, ({ billDate }) => billDate.toString()).values()) {
      const bills = await this.#bills(reading, ofDay)
      for (const each of ofDay) {
        const bill = bills.get(each.account.id)
        if (bill !== undefined) computed.set(each, bill)
      }
    }
    const names = await this.#names(reading.client, [...computed.values()])
    const previews = new Map<Wanted, Previewed>()
    for (const each of wanted) {
      const bill = computed.get(each)
      const found =
        bill === undefined ? await this.#elsewhere(reading, each) : preview(each, bill, { ...reading, names })
      previews.set(each, found)
    }
    return previews
  }

  async #bills(
    { client, knownAt, rules }: Reading,
    [first, ...others]: readonly Wanted[]
  ): Promise<ReadonlyMap<string, BillMade | ParkedAccount>> {
    const bills = new Map<string, BillMade | ParkedAccount>()
    if (first === undefined) return bills
    const accounts = [...new Set([first, ...others].map(({ account }) => account.id))]
    const task = { tenant: this.settings.tenant, billDate: first.billDate, knownAt, accounts, listed: true }
    const keep = (made: BillMade): void => void bills.set(made.bills[0].account, made)
    const park = (parked: ParkedAccount): void => void bills.set(parked.account, parked)
    const tools = { facts: this.facts, rules, newUsage: this.newUsage }
    await computeChunk(client, task, tools, { bill: keep, carry: keep, park })
    return bills
  }

  /** It is made with another account's, or was made already. */
  async #elsewhere({ client, knownAt }: Reading, { account, billDate }: Wanted): Promise<Previewed> {
    const { id, number } = account
    const { tenant } = this.settings
    const { hierarchy } = await hierarchyAround(client, tenant, { accounts: [id], knownAt })
    const head = hierarchy.invoicedWith(id, billDate.subtract({ days: 1 }))
    if (head === id) return billedAlready(account, billDate)
    const above = await numberOf(client, tenant, head)
    const detail = `What account ${number} owes stands on the invoice of ${above}: ask for the preview of that one.`
    return { ok: false, reason: 'billed-with-another', detail }
  }

  /** Labels of subscriptions and numbers of corrected invoices, by id. */
  async #names(
    client: ClientBase,
    computed: readonly (BillMade | ParkedAccount)[]
  ): Promise<ReadonlyMap<string, string>> {
    const lines = computed.flatMap(each =>
      'made' in each ? invoicesOf(each.made).flatMap(({ invoice }) => invoice.lines) : []
    )
    const ids = lines.flatMap(({ corrects, subscription }) => [subscription, corrects?.invoice ?? null])
    if (ids.length === 0) return new Map()
    const accounts = computed.flatMap(each => ('made' in each ? each.bills.map(({ account }) => account) : []))
    const rows = await sql<{ id: string; name: string }>(
      client,
      `select id, label as name from subscription where tenant = $1 and account = any($2::uuid[]) and id = any($3::uuid[])
       union all select id, coalesce(number, id::text) from invoice where tenant = $1 and id = any($3::uuid[])`,
      [this.settings.tenant, [...new Set(accounts)], [...new Set(ids)].filter(id => id !== null)]
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
}

function unknown({ reference }: Ask): Previewed {
  return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
}

function preview(
  { account, billDate }: Wanted,
  computed: BillMade | ParkedAccount,
  { knownAt, names: known }: Pick<Reading, 'knownAt'> & { readonly names: ReadonlyMap<string, string> }
): Previewed {
  if ('reason' in computed) return { ok: false, reason: 'parked', detail: computed.detail }
  const { bills, made, payer } = computed
  const of = {
    ...{ account: account.id, accountNumber: account.number, payer, billDate, knownAt },
    nextBillDay: nextBillDate(account.billDay, addDays(billDate, -1)),
    ...{ carriedForward: made.belowMinimum, hash: made.hash }
  }
  const names = new Map([...known, ...bills.flatMap(each => [...each.names])])
  const numbers = new Map(bills.map(each => [each.account, each.accountNumber]))
  const [invoice = null, ...further] = invoicesOf(made).map(({ group, invoice: computed, shares }) => {
    const lines = shares.flatMap(share => {
      const own = { account: share.account, accountNumber: numbers.get(share.account) ?? '' }
      return share.lines.map(line => shownLine(line, own, names))
    })
    return { ...computed, group, lines }
  })
  return { ok: true, value: { ...of, invoice, further } }
}

function billedAlready({ number }: AccountRow, billDate: Temporal.PlainDate): Outcome<never, 'billed-already'> {
  const detail = `Account ${number} is billed up to ${billDate} or later: a preview is of a bill that is still to come. Ask for a later day.`
  return { ok: false, reason: 'billed-already', detail }
}

function shownLine(
  line: InvoiceLine,
  own: Pick<InvoiceLineShown, 'account' | 'accountNumber'>,
  names: ReadonlyMap<string, string>
): InvoiceLineShown {
  const { corrects, parts: _parts, subscription, version: _version, ...rest } = line
  return {
    ...own,
    ...rest,
    subscription,
    label: subscription === null ? null : (names.get(subscription) ?? null),
    corrects: corrects && { ...corrects, invoice: names.get(corrects.invoice) ?? corrects.invoice }
  }
}
