import {
  accountHistory,
  type AccountHistory,
  type Fact,
  isHeldOn,
  isPlace,
  NO_PLACE,
  placeProblem
} from '@farthing/billing-core'
import { inEachCurrency, nearest } from '@farthing/rules-language'
import { taxesOf } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import {
  type AccountRow,
  booksOf,
  FactBook,
  findAccount,
  lockAccount,
  lockBooks,
  NamedSubscriptions,
  type NewFact
} from '../accounts/index.ts'
import { type Outcome, type Refusal, refuse } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, type Transaction } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'

export interface NewTaxPlace {
  /** 'DE', or a part of a country: 'CA-QC'. */
  readonly place: string
  readonly taxId?: string | undefined
  /** By its id, or what it holds on the day. The account, and each subscription without a place of its own, when left out. */
  readonly subscription?: string | undefined
  /** Today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
}

export interface NewTaxExemption {
  readonly tax: string
  readonly certificate: string
  /** Today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  readonly until?: Temporal.PlainDate | undefined
}

type AccountRefusal = 'unknown-account' | 'account-closed'
export type PlaceRefusal = AccountRefusal | 'unknown-place' | 'unknown-subscription' | 'before-start'
export type ExemptionRefusal = AccountRefusal | 'unknown-tax' | 'ends-before-it-begins' | 'exempt-already'

type Recorded<Reason extends string> = Outcome<Fact, Reason>

@Injectable()
export class AccountTaxes {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(NamedSubscriptions) private readonly named: NamedSubscriptions,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** From a day on, in the past or the future too, supplies are made there. */
  async move(reference: string, { effective, place, taxId, ...whose }: NewTaxPlace): Promise<Recorded<PlaceRefusal>> {
    const named = await this.named.idOf(reference, whose.subscription, effective)
    if (!named.ok) return named
    return this.#record<PlaceRefusal>(reference, account => {
      if (!isPlace(place)) {
        return Promise.resolve(refuse('unknown-place', `${place} ${NO_PLACE}.`))
      }
      const since = effective ?? this.clock.today(account.zone)
      const told = { effective: since, place, subscription: named.value, taxId: taxId ?? null }
      return Promise.resolve({ ok: true, value: { kind: 'tax-place-changed', ...told } })
    })
  }

  /** From a day on the account owes none of a tax. */
  exempt(reference: string, exemption: NewTaxExemption): Promise<Recorded<ExemptionRefusal>> {
    return this.#record<ExemptionRefusal>(reference, async account => {
      const { certificate, tax, until = null } = exemption
      const names = await this.#names()
      if (!names.has(tax)) {
        const close = nearest(tax, names)
        const hint = close === undefined ? `They have: ${[...names].join(', ') || 'none'}.` : `Did you mean ${close}?`
        return refuse('unknown-tax', `The published rules have no tax ${tax}. ${hint}`)
      }
      const effective = exemption.effective ?? this.clock.today(account.zone)
      return { ok: true, value: { kind: 'tax-exempted', effective, tax, certificate, until } }
    })
  }

  /** Of all versions: an exemption may be of a tax that has ended. */
  async #names(): Promise<ReadonlySet<string>> {
    const { versions } = await this.rules.books()
    return new Set(
      versions.flatMap(({ rules }) =>
        inEachCurrency(rules).flatMap(each => taxesOf(each, this.plugins.registry).map(({ name }) => name))
      )
    )
  }

  /** A fact that the history would drop is refused, for the reason for which it would be. */
  #record<Reason extends string>(
    reference: string,
    told: (account: AccountRow) => Promise<Outcome<NewFact, Reason>>
  ): Promise<Recorded<Reason | AccountRefusal>> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (!account) return refuse('unknown-account', `There is no account ${reference}.`)
      if (account.status === 'closed') return refuse('account-closed', `Account ${account.number} is closed.`)
      const news = await told(account)
      return news.ok ? this.#append<Reason>(tx, account, news.value) : news
    })
  }

  async #append<Reason extends string>(
    tx: Transaction,
    account: AccountRow,
    news: NewFact
  ): Promise<Recorded<Reason | AccountRefusal>> {
    await lockTold(tx, account, news)
    const fact = await this.facts.prepare(tx, account.tenant, news)
    const before = await this.facts.of(tx, account.tenant, account.id)
    const misplaced = placedWrongly(account, fact, accountHistory(account.id, before))
    if (misplaced !== undefined) return misplaced as Recorded<Reason>
    const dropped = accountHistory(account.id, [...before, fact])?.dropped.find(each => each.fact.id === fact.id)
    if (dropped !== undefined && DROPPED.has(dropped.reason)) {
      return refuse(dropped.reason as Reason, `The exemption cannot hold: ${dropped.detail}.`)
    }
    await this.facts.add(tx, account.tenant, account.id, [fact])
    return { ok: true, value: fact }
  }
}

const DROPPED: ReadonlySet<string> = new Set(['ends-before-it-begins', 'exempt-already'])

/** Of a subscription that was moved, all in whose books it is told: each of them is told its place. */
async function lockTold(tx: Transaction, account: AccountRow, news: NewFact): Promise<void> {
  const id = news.kind === 'tax-place-changed' ? news.subscription : null
  if (id === null) return lockAccount(tx, account)
  await lockBooks(tx, { id, books: await booksOf(tx, account.tenant, id) }, [account])
}

function placedWrongly(
  { number }: AccountRow,
  fact: Fact,
  history: AccountHistory | null
): Refusal<'unknown-subscription' | 'before-start'> | undefined {
  if (fact.kind !== 'tax-place-changed' || fact.subscription === null || history === null) return undefined
  const { effective: day, subscription } = fact
  const problem = placeProblem(history, { subscription, day })
  if (problem?.reason === 'before-start')
    return refuse('before-start', `It cannot have a place on ${day}: ${problem.detail}.`)
  const own = history.subscriptions.find(({ id }) => id === subscription)
  if (own !== undefined && isHeldOn(own, day)) return undefined
  const when = own === undefined ? '' : ` on ${day}: tell it to the account that holds it then`
  return refuse('unknown-subscription', `Account ${number} has no subscription ${subscription}${when}.`)
}
