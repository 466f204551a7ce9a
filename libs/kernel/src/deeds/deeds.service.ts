import { accountHistory, type AccountHistory, type DeedDone, type DeedFields } from '@farthing/billing-core'
import { formatPlace } from '@farthing/billing-core/values'
import { type Deed, type DeedFieldProblem, readDeed } from '@farthing/plugin-sdk'
import { judgeDeed } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { type AccountRow, FactBook, findAccount, lockAccount } from '../accounts/index.ts'
import { BillingRules } from '../billing-run/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, type Transaction } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'

export interface AskedOfDeed {
  readonly deed: string
  /** As written, in JSON. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Its subscription; the account itself when left out. */
  readonly subscription?: string | undefined
  /** The day from which it holds; today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  /** Id of an earlier deed of this name that this one replaces. */
  readonly supersedes?: string | undefined
}

export type DeedRefusalReason =
  | 'unknown-account'
  | 'unknown-deed'
  | 'account-closed'
  | 'wrong-fields'
  | 'not-of-account'
  | 'not-of-subscription'
  | 'unknown-subscription'
  | 'unknown-fact'
  | 'before-account-opened'
  | 'before-start'
  | 'forbidden'

export interface RefusedDeed {
  readonly ok: false
  readonly reason: DeedRefusalReason
  readonly detail: string
  /** Of its fields, each with what is wrong with it. */
  readonly problems: readonly DeedFieldProblem[]
}

export type DeedOutcome = { readonly ok: true; readonly value: DeedDone } | RefusedDeed

@Injectable()
export class DeedsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** What may be done, in order of name. */
  known(): Deed[] {
    return [...this.plugins.registry.deeds.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  do(reference: string, asked: AskedOfDeed): Promise<DeedOutcome> {
    const { tenant } = this.settings
    const deed = this.plugins.registry.deeds.get(asked.deed)
    if (deed === undefined) {
      const names = this.known().map(({ name }) => name)
      return Promise.resolve(refuse('unknown-deed', `There is no deed ${asked.deed}. There are: ${names.join(', ')}.`))
    }
    const read = readDeed(deed, asked.fields)
    if (!read.ok) {
      const words = read.problems.map(({ field, problem }) => `${field}: ${problem}`).join('; ')
      return Promise.resolve(refuse('wrong-fields', `${asked.deed} cannot be read: ${words}.`, read.problems))
    }
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (!account) return refuse('unknown-account', `There is no account ${reference}.`)
      if (account.status === 'closed') return refuse('account-closed', `Account ${account.number} is closed.`)
      await lockAccount(tx, account)
      return this.#record(tx, account, { ...asked, deed, fields: read.fields })
    })
  }

  async #record(tx: Transaction, account: AccountRow, asked: ReadAsk): Promise<DeedOutcome> {
    const { tenant } = account
    const { deed, fields, subscription = null, supersedes = null } = asked
    const effective = asked.effective ?? this.clock.today(account.zone)
    const before = await this.facts.of(tx, tenant, account.id)
    const standing = accountHistory(account.id, before)
    if (standing === null) throw new Error(`account ${account.id} was never opened`)
    const wrong =
      wrongPlace(account, deed, { effective, subscription }) ?? wrongCorrection(standing.deeds, deed, supersedes)
    if (wrong !== undefined) return wrong
    const news = await this.facts.prepare(tx, tenant, {
      ...{ kind: 'deed', deed: deed.name, effective, fields, subscription, supersedes }
    })
    const history = accountHistory(account.id, [...before, news])
    const dropped = history?.dropped.find(({ fact }) => fact.id === news.id)
    if (dropped !== undefined) {
      const reason = dropped.reason === 'before-start' ? 'before-start' : 'unknown-subscription'
      return refuse(reason, `This is not possible: ${dropped.detail}.`)
    }
    const forbidden = await this.#forbidden(standing, { ...asked, subscription, supersedes, effective })
    if (forbidden !== undefined) return forbidden
    await this.facts.add(tx, tenant, account.id, [news])
    const payload = { fact: news.id, deed: deed.name, effective: effective.toString() }
    await this.outbox.add(tx, tenant, [{ topic: 'account.deed', subject: account.id, payload }])
    return { ok: true, value: news as DeedDone }
  }

  /** The plugin is asked about the account without the deed, and without the one that it replaces: what that one had replaced stays replaced. */
  async #forbidden(standing: AccountHistory, asked: JudgedAsk): Promise<RefusedDeed | undefined> {
    const history = { ...standing, deeds: standing.deeds.filter(({ id }) => id !== asked.supersedes) }
    const { registry, ruleBook } = await this.rules.asKnownAt(this.clock.now())
    const subscription = history.subscriptions.find(({ id }) => id === asked.subscription) ?? null
    const world = { history, registry, ruleBook, subscription, today: asked.effective }
    const refusal = judgeDeed({ deed: asked.deed.name, fields: asked.fields }, world)
    if (refusal === null) return undefined
    const { reason, rule } = refusal
    return refuse('forbidden', rule === null ? reason : `${reason} (${rule.rule}, ${formatPlace(rule)})`)
  }
}

interface ReadAsk extends Omit<AskedOfDeed, 'deed' | 'fields'> {
  readonly deed: Deed
  readonly fields: DeedFields
}

interface JudgedAsk {
  readonly deed: Deed
  readonly fields: DeedFields
  readonly subscription: string | null
  readonly supersedes: string | null
  readonly effective: Temporal.PlainDate
}

function wrongPlace(
  account: AccountRow,
  { name, to }: Deed,
  { effective, subscription }: Pick<JudgedAsk, 'effective' | 'subscription'>
): RefusedDeed | undefined {
  if (to === 'account' && subscription !== null) {
    return refuse('not-of-subscription', `${name} is done to the account: leave the subscription out.`)
  }
  if (to === 'subscription' && subscription === null) {
    return refuse('not-of-account', `${name} is done to a subscription: say which one.`)
  }
  return Temporal.PlainDate.compare(effective, account.openedOn) < 0 && subscription === null
    ? refuse('before-account-opened', `Account ${account.number} was opened on ${account.openedOn}.`)
    : undefined
}

/** One that was replaced or taken back before is no more: were it replaced again, both would stand. */
function wrongCorrection(
  standing: readonly DeedDone[],
  { name }: Deed,
  supersedes: string | null
): RefusedDeed | undefined {
  if (supersedes === null || standing.some(({ deed, id }) => id === supersedes && deed === name)) return undefined
  return refuse(
    'unknown-fact',
    `The account has no ${name} ${supersedes} that stands and could be replaced. One that was replaced is replaced by its newest.`
  )
}

function refuse(reason: DeedRefusalReason, detail: string, problems: readonly DeedFieldProblem[] = []): RefusedDeed {
  return { ok: false, reason, detail, problems }
}
