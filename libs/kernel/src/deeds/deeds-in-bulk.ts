// Many deeds of one name that are known by their fields, to any number of accounts: each judged as if it were told alone, few statements for all.
import { accountHistory, type AccountHistory, type DeedDone, type DeedFields, isHeldOn } from '@farthing/billing-core'
import { formatPlace } from '@farthing/billing-core/values'
import { type Deed, partsOfCoins } from '@farthing/plugin-sdk'
import { identityOf, judgeDeed, toldBefore } from '@farthing/simulator'
import type { Dialling } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { accountKey, FactBook, namedSubscription } from '../accounts/index.ts'
import type { RulesInForce } from '../billing-run/index.ts'
import { Clock, KernelSettings, Outbox } from '../persistence/index.ts'
import { diallingAt } from '../rules-host/index.ts'
import {
  closed,
  type DeedAccount,
  type DeedRefusalReason,
  noSubscription,
  refuse,
  wrongFields,
  wrongPlace
} from './deed-refusals.ts'
import { claimIdentities } from './deed-identities.ts'
import { lockedAccounts } from './locked-accounts.ts'

export interface AskedInBulk {
  /** Id or number. */
  readonly account: string
  /** Read by `readDeed`. */
  readonly fields: DeedFields
  /** Its id, or what it holds on the day: a number, a login. */
  readonly subscription: string | null
  /** Today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
}

export type BulkOutcome =
  | { readonly what: 'taken' | 'duplicate' }
  | { readonly what: 'refused'; readonly reason: DeedRefusalReason; readonly detail: string }

interface Told {
  readonly account: DeedAccount
  readonly asked: AskedInBulk
  readonly effective: Temporal.PlainDate
  readonly identity: string
}

type Judged = BulkOutcome | { readonly what: 'new'; readonly told: Told }

/** An account with what stands of the deed, those of this batch included. */
interface Known {
  readonly account: DeedAccount
  history: AccountHistory
  readonly byIdentity: Map<string, DeedDone[]>
}

/** The same for all of a file. */
interface JudgedBy {
  readonly rules: RulesInForce
  readonly dialling: Dialling | null
}

@Injectable()
export class DeedsInBulk {
  constructor(
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** In the caller's transaction; outcomes in the order of what was asked. */
  async do(
    client: ClientBase,
    deed: Deed,
    { asked, rules }: { readonly asked: readonly AskedInBulk[]; readonly rules: RulesInForce }
  ): Promise<BulkOutcome[]> {
    const { tenant } = this.settings
    const found = await lockedAccounts(client, tenant, [...new Set(asked.map(({ account }) => account))])
    const accounts = [...new Map([...found.values()].map(each => [each.id, each])).values()]
    const books = await this.facts.ofMany(
      client,
      tenant,
      accounts.map(({ id }) => id)
    )
    const known = new Map<string, Known>()
    for (const account of accounts) {
      const history = accountHistory(account.id, books.get(account.id) ?? [])
      if (history !== null) known.set(account.id, { account, history, byIdentity: identities(deed, history) })
    }
    const dialling = diallingAt(rules.books, this.clock.now())
    const judged = asked.map((each): Judged => {
      const of = known.get(found.get(accountKey(each.account))?.id ?? '')
      if (of === undefined) return refused(refuse('unknown-account', `There is no account ${each.account}.`))
      return this.#judge(deed, each, of, { rules, dialling })
    })
    return this.#write(client, deed, judged)
  }

  #judge(deed: Deed, asked: AskedInBulk, of: Known, { dialling, rules }: JudgedBy): Judged {
    const { account, history } = of
    const { fields } = asked
    const today = this.clock.today(account.zone)
    const effective = asked.effective ?? today
    const subscription =
      asked.subscription && namedSubscription(asked.subscription, { history, on: effective, dialling })
    const fine = partsOfCoins(deed, fields, account.currency)
    if (fine.length > 0) return refused(wrongFields(deed, fine))
    const identity = JSON.stringify(identityOf(deed, fields))
    const before = toldBefore(
      deed,
      { ...asked, subscription },
      { ...history, deeds: of.byIdentity.get(identity) ?? [] }
    )
    if (before !== null)
      return 'known' in before ? { what: 'duplicate' } : refused(refuse('forbidden', `${before.reason}.`))
    if (account.status === 'closed') return refused(closed(account))
    const wrong = wrongPlace(account, deed, { effective, subscription })
    if (wrong !== undefined) return refused(wrong)
    const own = history.subscriptions.find(({ id }) => id === subscription) ?? null
    if (subscription !== null && (own === null || !isHeldOn(own, effective))) {
      return refused(noSubscription(account, subscription, effective))
    }
    const ruleBook = rules.books.in(history.currency)
    const world = { history, subscription: own, today: effective, toldOn: today, registry: rules.registry, ruleBook }
    const refusal = judgeDeed({ deed: deed.name, fields }, world)
    if (refusal !== null) {
      const { reason, rule } = refusal
      return refused(refuse('forbidden', rule === null ? reason : `${reason} (${rule.rule}, ${formatPlace(rule)})`))
    }
    const told = { id: `told-${history.deeds.length}`, known: this.clock.now(), supersedes: null }
    const done: DeedDone = { kind: 'deed', ...told, deed: deed.name, effective, fields, subscription }
    of.history = { ...history, deeds: [...history.deeds, done] }
    of.byIdentity.set(identity, [done])
    return { what: 'new', told: { account, asked: { ...asked, subscription }, effective, identity } }
  }

  async #write(client: ClientBase, deed: Deed, judged: readonly Judged[]): Promise<BulkOutcome[]> {
    const { tenant } = this.settings
    const news = judged.flatMap(each => (each.what === 'new' ? [each.told] : []))
    const taken = await claimIdentities(client, { tenant, deed, facts: this.facts }, news)
    const mine = news.filter(told => !taken.has(told))
    const written = await this.facts.append(
      client,
      tenant,
      mine.map(({ account, asked: { fields, subscription }, effective }) => ({
        account: account.id,
        fact: { kind: 'deed', deed: deed.name, effective, fields, subscription }
      }))
    )
    const events = written.map((fact, index) => ({
      topic: 'account.deed',
      subject: mine[index]?.account.id ?? '',
      payload: { fact: fact.id, deed: deed.name, effective: fact.effective.toString() }
    }))
    await this.outbox.add(client, tenant, events)
    return judged.map(each => {
      if (each.what !== 'new') return each
      const other = taken.get(each.told)
      return other === undefined ? { what: 'taken' } : refused(other)
    })
  }
}

function identities(deed: Deed, { deeds }: AccountHistory): Map<string, DeedDone[]> {
  const own = deeds.filter(done => done.deed === deed.name)
  return Map.groupBy(own, ({ fields }) => JSON.stringify(identityOf(deed, fields)))
}

function refused({ detail, reason }: { readonly reason: DeedRefusalReason; readonly detail: string }): BulkOutcome {
  return { what: 'refused', reason, detail }
}
