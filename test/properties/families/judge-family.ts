// What must hold of a family: each of its bills, wherever it stands, is what its account alone is owed by what was known, and whoever is above pays.
import { accountHistory, type BilledCharge, type Fact, type Invoice } from '@farthing/billing-core'
import { AccountItems, Persistence, PluginRegistry, RulesHost } from '@farthing/kernel'
import { startOfDayMs } from '@farthing/billing-core/values'
import { type BillableUsage, billedLines, type BillInput, computeBill } from '@farthing/simulator'
import type { FamilyLives, PlayedFamily, ToldParent } from './family-lives.ts'

interface MadeBill {
  readonly billDate: string
  readonly knownAt: Temporal.Instant
}

interface KnownUse extends BillableUsage {
  readonly known: Temporal.Instant
}

interface StoredLine {
  readonly knownAt: Temporal.Instant
  /** Who owes the invoice on which it stands, and whose bill that is. */
  readonly owedBy: string
  readonly billOf: string
  readonly text: string
}

/** Null: all holds. */
export async function familyFault(lives: FamilyLives, index: number): Promise<string | null> {
  const family = lives.families[index]
  if (family === undefined) throw new Error(`no family ${index}`)
  for (const [place, { number }] of family.accounts.entries()) {
    const fault = await accountFault(lives, family, place)
    if (fault !== null) return `${number}: ${fault}`
  }
  return moneyFault(lives, family)
}

async function accountFault(lives: FamilyLives, family: PlayedFamily, place: number): Promise<string | null> {
  const id = family.accounts[place]?.id ?? ''
  const [lines, made] = [await linesOf(lives, id), await madeBillsOf(lives, id)]
  const alone = await Alone.of(lives, id)
  for (const { billDate, knownAt } of made) {
    const here = lines.filter(each => each.knownAt.equals(knownAt))
    const wrong =
      alone.bill(
        billDate,
        knownAt,
        here.map(({ text }) => text)
      ) ?? standsWrong(family, place, { billDate, knownAt, here })
    if (wrong !== null) return `bill of ${billDate}: ${wrong}`
  }
  return alone.forgotten(made.at(-1))
}

/** The account's bills one after the other by the pure function, each from the beginning. */
class Alone {
  #billed: BilledCharge[] = []
  #last: string | null = null

  private constructor(
    private readonly account: string,
    private readonly facts: readonly Fact[],
    private readonly usage: readonly KnownUse[],
    private readonly rules: Pick<BillInput, 'registry' | 'ruleBook'>
  ) {}

  static async of(lives: FamilyLives, account: string): Promise<Alone> {
    const { app } = lives.api
    const facts = (await app.get(AccountItems).factsOf(account)) ?? []
    const ruleBook = (await app.get(RulesHost).books()).own
    return new Alone(account, facts, await usageOf(lives, account), {
      ruleBook,
      registry: app.get(PluginRegistry).registry
    })
  }

  /** What is wrong with the lines of a bill. */
  bill(billDate: string, knownAt: Temporal.Instant, stored: readonly string[]): string | null {
    const invoice = this.#compute(billDate, knownAt)
    this.#last = billDate
    if (invoice !== null) this.#billed.push(...billedLines(invoice, `of ${billDate}`))
    const [missing, extra] = [textsOf(invoice), [...stored]].map(lines => lines.toSorted())
    if (missing === undefined || extra === undefined) throw new Error('two lists are two')
    return JSON.stringify(missing) === JSON.stringify(extra)
      ? null
      : `it alone is owed ${JSON.stringify(missing)}, and was billed ${JSON.stringify(extra)}`
  }

  /** In the end all is told and billed. */
  forgotten(last: MadeBill | undefined): string | null {
    if (last === undefined) return 'it was never billed'
    const left = textsOf(this.#compute(last.billDate, last.knownAt))
    return left.length === 0 ? null : `${JSON.stringify(left)} is left after the last bill`
  }

  #compute(billDate: string, knownAt: Temporal.Instant): Invoice | null {
    const history = accountHistory(this.account, this.facts, knownAt)
    if (history === null) throw new Error(`account ${this.account} is not open`)
    const previousBillDate = this.#last === null ? null : Temporal.PlainDate.from(this.#last)
    const days = { billDate: Temporal.PlainDate.from(billDate), previousBillDate, since: null }
    const untilMs = startOfDayMs(days.billDate, history.zone)
    const usage = this.usage.filter(use => use.startedAt < untilMs && Temporal.Instant.compare(use.known, knownAt) <= 0)
    const bill = computeBill({ ...this.rules, ...days, history, usage, carried: [], billed: this.#billed })
    if (!bill.ok) throw new Error(`${bill.reason}: ${bill.detail}`)
    return bill.invoice
  }
}

const textsOf = (invoice: Invoice | null): string[] =>
  (invoice?.lines ?? []).flatMap(({ parts }) =>
    parts.map(({ amount, description, key, quantity }) => `${key} ${description} ${quantity}: ${amount}`)
  )

/** Its lines stand on the invoice of whom it was below on the last day of the bill, as far as that was known, and who is above owes it. */
function standsWrong(
  { accounts, parents }: PlayedFamily,
  place: number,
  { billDate, here, knownAt }: MadeBill & { readonly here: readonly StoredLine[] }
): string | null {
  const day = Temporal.PlainDate.from(billDate).subtract({ days: 1 }).toString()
  const isKnown = (at: Temporal.Instant | null): boolean => at !== null && Temporal.Instant.compare(at, knownAt) <= 0
  const known = parents.filter(({ at, withdrawn }) => isKnown(at) && !isKnown(withdrawn))
  const top = (pays: readonly string[]): string | undefined => accounts[above(known, place, day, pays)]?.id
  const [billOf, owedBy] = [top(['consolidated']), top(['consolidated', 'parent-pays'])]
  const wrong = here.find(line => line.billOf !== billOf || line.owedBy !== owedBy)
  return wrong === undefined
    ? null
    : `'${wrong.text}' stands on the bill of ${wrong.billOf}, owed by ${wrong.owedBy}, and not on that of ${billOf}, owed by ${owedBy}`
}

function above(parents: readonly ToldParent[], place: number, day: string, through: readonly string[]): number {
  const own = parents.filter(({ child, from }) => child === place && from <= day)
  const newest = own
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : Temporal.Instant.compare(a.at, b.at)))
    .at(-1)
  if (newest === undefined || newest.parent === null || !through.includes(newest.billing)) return place
  return above(parents, newest.parent, day, through)
}

/** What an account owes, less what is held for it, is what the invoices ask that it has to pay; and books balance. */
async function moneyFault({ api }: FamilyLives, { accounts }: PlayedFamily): Promise<string | null> {
  for (const { id, number } of accounts) {
    const asked = await rows<{ total: string }>(
      api,
      `select coalesce(sum(total), 0)::text as total from invoice where account = $1 and issued_at is not null and cancelled_at is null`,
      [id]
    )
    const held = await rows<{ total: string }>(
      api,
      `select coalesce(sum(amount), 0)::text as total from ledger_posting where ledger_account in ('receivable:' || $1, 'unallocated:' || $1)`,
      [number]
    )
    if (asked[0]?.total !== held[0]?.total)
      return `${number} is asked for ${asked[0]?.total}, and its books say ${held[0]?.total}`
  }
  const apart = await rows(api, `select key from ledger_posting group by key, unit having sum(amount) <> 0`, [])
  return apart.length === 0 ? null : `${apart.length} transactions are out of balance`
}

async function madeBillsOf({ api }: FamilyLives, account: string): Promise<MadeBill[]> {
  const found = await rows<{ bill_date: string; known_at: string }>(
    api,
    `select distinct bill_date::text, known_at::text from (
       select bill_date, known_at from invoice where account = $1 and accounts is null and cancelled_at is null
       union all select bill_date, known_at from empty_bill where account = $1 and cancelled_at is null) b
     order by known_at`,
    [account]
  )
  return found.map(({ bill_date, known_at }) => ({ billDate: bill_date, knownAt: instant(known_at) }))
}

async function linesOf({ api }: FamilyLives, account: string): Promise<StoredLine[]> {
  const found = await rows<
    Record<'amount' | 'bill_of' | 'description' | 'key' | 'known_at' | 'owed_by' | 'quantity', string>
  >(
    api,
    `select i.known_at::text, i.account as owed_by, coalesce(i.accounts[1], i.account) as bill_of,
       l.key, l.description, l.quantity, l.amount::text
     from invoice_line l join invoice i on i.tenant = l.tenant and i.id = l.invoice where l.account = $1 and i.cancelled_at is null`,
    [account]
  )
  return found.map(({ amount, bill_of, description, key, known_at, owed_by, quantity }) => ({
    ...{ billOf: bill_of, owedBy: owed_by, knownAt: instant(known_at) },
    text: `${key} ${description} ${quantity}: ${amount}`
  }))
}

async function usageOf({ api }: FamilyLives, account: string): Promise<KnownUse[]> {
  const found = await rows<Omit<KnownUse, 'known'> & { readonly known: string }>(
    api,
    `select u.known::text, u.event as id, u.subscription, k.service, k.zone, (date_part('epoch', u.started_at) * 1000)::float8 as "startedAt",
       u.quantity::float8 as quantity, u.called as "to", u.caller as "from", u.value::float8 as value, u.billed::float8 as billed,
       u.amount::float8 as amount, k.tariff, k.version
     from account_usage('main', $1, '-infinity', 'infinity') u join usage_class k on k.tenant = u.tenant and k.id = u.class`,
    [account]
  )
  return found.map(use => ({ ...use, known: instant(use.known) }))
}

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text.replace(' ', 'T'))

function rows<T>({ app }: FamilyLives['api'], query: string, values: readonly unknown[]): Promise<T[]> {
  return app.get(Persistence).bulk('main', async client => (await client.query(query, [...values])).rows as T[])
}
