import {
  type AcceptedOffer,
  accountHistory,
  isHeldOn,
  LARGEST_ENTERED,
  MICRO,
  partOfCoin,
  standingFacts,
  type Fact
} from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { type Outcome, type Refusal, refuse } from '../http/index.ts'
import { beginKnown, Clock, KernelSettings, Outbox, Persistence, sql, type Writer } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { findAccount, lockAccount } from './account-queries.ts'
import type { AccountRow } from './accounts.tables.ts'
import { changeBillDay } from './change-bill-day.ts'
import { FactBook } from './fact-book.ts'
import { goesOnAnew } from './goes-on.ts'
import { NamedSubscriptions } from './named-subscriptions.service.ts'
import { lockBelow, lockParents } from './parent-book.ts'
import { toldToAnother } from './told-to-another.ts'

/** A one-off charge or credit that a person enters. */
export interface NewItem {
  /** Micro of the account's currency; negative is a credit. */
  readonly amount: bigint
  readonly description: string
  /** What it counts as in the ledger's revenue: `item` unless said otherwise. */
  readonly category?: string | undefined
  /** The day from which it may be billed; today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  /** On whose part of the invoice it stands, by its id or, for `enter`, what it holds on the day; the account's own when left out. */
  readonly subscription?: string | undefined
  readonly offer?: AcceptedOffer | undefined
}

export type ItemRefusal =
  | 'unknown-account'
  | 'account-closed'
  | 'unknown-subscription'
  | 'amount-zero'
  | 'amount-too-large'
  | 'amount-too-fine'
  | 'before-account-opened'
export type WithdrawRefusal =
  | 'unknown-account'
  | 'account-closed'
  | 'unknown-fact'
  | 'withdrawn-already'
  | 'moved-pockets'
  | 'follows-parent'

/** Kinds of facts that belong to the account itself and may be taken back here. */
const WITHDRAWABLE: readonly Fact['kind'][] = ['item', 'bill-day-changed', 'tax-place-changed', 'tax-exempted', 'deed']

@Injectable()
export class AccountItems {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(NamedSubscriptions) private readonly named: NamedSubscriptions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async enter(reference: string, item: NewItem): Promise<Outcome<Fact, ItemRefusal>> {
    const { tenant } = this.settings
    const named = await this.named.idOf(reference, item.subscription, item.effective)
    if (!named.ok) return named
    const subscription = named.value ?? undefined
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (!account) return refuse('unknown-account', `There is no account ${reference}.`)
      await lockAccount(tx, account) // its subscription is not moved away until the item is there to go with it
      return this.enterWithin(tx, account, { ...item, subscription })
    })
  }

  /** In the caller's transaction, and under its lock of the account. */
  async enterWithin(writer: Writer, account: AccountRow, item: NewItem): Promise<Outcome<Fact, ItemRefusal>> {
    const { tenant } = account
    const { amount, description, category = 'item', offer, subscription = null } = item
    const effective = item.effective ?? this.clock.today(account.zone)
    const refusal = await this.#check(writer, account, item, effective)
    if (refusal) return refusal
    const from = offer === undefined ? {} : { offer }
    const news = { kind: 'item' as const, effective, amount, description, category, subscription, ...from }
    const [fact] = await this.facts.append(writer, tenant, [{ account: account.id, fact: news }])
    if (!fact) throw new Error('the book did not return the fact it wrote')
    await this.outbox.add(writer, tenant, [{ topic: 'account.item', subject: account.id, payload: { fact: fact.id } }])
    return { ok: true, value: fact }
  }

  /** Takes back an item, a deed, a move of the bill day, a tax place or an exemption, as if it had not happened. What was billed is credited by the next run. */
  withdraw(reference: string, fact: string): Promise<Outcome<Fact, WithdrawRefusal>> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (!account) return refuse('unknown-account', `There is no account ${reference}.`)
      if (await isOfBillDay(tx, account, fact)) {
        await lockParents(tx, tenant)
        await lockBelow(tx, tenant, account.id)
      }
      await lockAccount(tx, account)
      const facts = await this.facts.of(tx, tenant, account.id)
      const standing = toWithdraw(account, facts, fact)
      if (!standing.ok) return standing
      const found = standing.value
      const other = await toldToAnother(tx, account, facts, fact)
      if (other !== undefined) return refuse('unknown-fact', other)
      const moved = await movedPockets(tx, account, fact)
      if (moved !== undefined) return refuse('moved-pockets', moved)
      await beginKnown(tx, tenant)
      const effective = this.clock.today(account.zone)
      const taken = { kind: 'withdrawn' as const, effective, supersedes: fact, known: this.clock.now() }
      if (found.kind === 'bill-day-changed')
        return changeBillDay(tx, account, { from: found.effective, fact: taken }, this.facts)
      const withdrawn = await this.facts.prepare(tx, tenant, taken)
      const revived = this.#revived(account, facts, withdrawn)
      if (revived !== undefined) return revived
      await this.facts.add(tx, tenant, account.id, [withdrawn])
      return { ok: true, value: withdrawn }
    })
  }

  /** All that happened to an account, its subscriptions included, as it was entered. */
  factsOf(reference: string): Promise<Fact[] | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      return account && this.facts.of(tx, tenant, account.id)
    })
  }

  /** Refused on a closed account: the end of a charge is not taken back there. */
  #revived(account: AccountRow, facts: readonly Fact[], taken: Fact): Refusal<'account-closed'> | undefined {
    if (account.status !== 'closed') return undefined
    const { id } = account
    const names = goesOnAnew(this.plugins, accountHistory(id, facts), accountHistory(id, [...facts, taken]))
    if (names.length === 0) return undefined
    return refuse('account-closed', `Account ${account.number} is closed, and ${names.join(', ')} would go on.`)
  }

  async #check(
    writer: Writer,
    account: AccountRow,
    item: NewItem,
    effective: Temporal.PlainDate
  ): Promise<Refusal<ItemRefusal> | undefined> {
    if (account.status === 'closed') return refuse('account-closed', `Account ${account.number} is closed.`)
    if (item.amount === 0n) return refuse('amount-zero', 'An item has an amount: above zero a charge, below a credit.')
    if (item.amount > LARGEST_ENTERED || item.amount < -LARGEST_ENTERED) {
      return refuse('amount-too-large', `An item is at most ${LARGEST_ENTERED / MICRO} in its currency.`)
    }
    const fine = partOfCoin(item.amount, account.currency)
    if (fine !== null) return refuse('amount-too-fine', `${fine}.`)
    if (Temporal.PlainDate.compare(effective, account.openedOn) < 0) {
      return refuse('before-account-opened', `Account ${account.number} was opened on ${account.openedOn}.`)
    }
    if (item.subscription === undefined) return undefined
    const history = accountHistory(account.id, await this.facts.of(writer, account.tenant, account.id))
    const own = history?.subscriptions.find(each => each.id === item.subscription)
    if (own !== undefined && isHeldOn(own, effective)) return undefined
    return refuse(
      'unknown-subscription',
      `Account ${account.number} has no subscription ${item.subscription}${own === undefined ? '' : ` on ${effective}`}.`
    )
  }
}

/** Why what was done to pockets stays done; undefined: it did nothing to them. */
export async function movedPockets(
  writer: Writer,
  { id, tenant }: Pick<AccountRow, 'id' | 'tenant'>,
  fact: string
): Promise<string | undefined> {
  const taken = 'select from ledger_transaction where tenant = $1 and account = $2 and key = $3'
  const found = await sql(writer, taken, [tenant, id, `deed-taken:${fact}`])
  if (found.length === 0) return undefined
  return 'It took out of pockets what is used: grant that again, and charge or credit what it gave.'
}

async function isOfBillDay(tx: Writer, { id, tenant }: AccountRow, fact: string): Promise<boolean> {
  const told = `select from account_fact where tenant = $1 and account = $2 and id::text = $3 and kind = 'bill-day-changed'`
  return (await sql(tx, told, [tenant, id, fact])).length > 0
}

/** What of it stands and may be taken back here. */
function toWithdraw(
  { number }: AccountRow,
  facts: readonly Fact[],
  id: string
): Outcome<Fact, 'unknown-fact' | 'withdrawn-already'> {
  const found = facts.find(each => each.id === id && WITHDRAWABLE.includes(each.kind))
  if (found !== undefined && standingFacts(facts).facts.includes(found)) return { ok: true, value: found }
  const gone = facts.findLast(each => each.kind === 'withdrawn' && each.supersedes === id)
  if (gone !== undefined) return refuse('withdrawn-already', `It was withdrawn on ${gone.effective} already.`)
  const detail = `Account ${number} has no item, deed, move of the bill day, tax place or exemption ${id}.`
  return refuse('unknown-fact', detail)
}
