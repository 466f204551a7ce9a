import { accountHistory, type Fact, isPlace } from '@farthing/billing-core'
import { inEachCurrency, nearest } from '@farthing/rules-language'
import { taxesOf } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { type AccountRow, FactBook, findAccount, lockAccount, type NewFact } from '../accounts/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, type Transaction } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'

export interface NewTaxPlace {
  /** 'DE', or a part of a country: 'CA-QC'. */
  readonly place: string
  readonly taxId?: string | undefined
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
export type PlaceRefusal = AccountRefusal | 'unknown-place'
export type ExemptionRefusal = AccountRefusal | 'unknown-tax' | 'ends-before-it-begins' | 'exempt-already'

type Recorded<Reason extends string> = Outcome<Fact, Reason>

@Injectable()
export class AccountTaxes {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** From a day on, in the past or the future too, supplies are made there. */
  move(reference: string, { effective, place, taxId }: NewTaxPlace): Promise<Recorded<PlaceRefusal>> {
    return this.#record<PlaceRefusal>(reference, account => {
      if (!isPlace(place)) {
        const detail = `${place} is no country of ISO 3166 such as DE, nor a part of one such as CA-QC.`
        return Promise.resolve(refuse('unknown-place', detail))
      }
      const since = effective ?? this.clock.today(account.zone)
      const fact = { kind: 'tax-place-changed', effective: since, place, taxId: taxId ?? null } as const
      return Promise.resolve({ ok: true, value: fact })
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
    await lockAccount(tx, account)
    const fact = await this.facts.prepare(tx, account.tenant, news)
    const before = await this.facts.of(tx, account.tenant, account.id)
    const dropped = accountHistory(account.id, [...before, fact])?.dropped.find(each => each.fact.id === fact.id)
    if (dropped !== undefined && DROPPED.has(dropped.reason)) {
      return refuse(dropped.reason as Reason, `The exemption cannot hold: ${dropped.detail}.`)
    }
    await this.facts.add(tx, account.tenant, account.id, [fact])
    return { ok: true, value: fact }
  }
}

const DROPPED: ReadonlySet<string> = new Set(['ends-before-it-begins', 'exempt-already'])
