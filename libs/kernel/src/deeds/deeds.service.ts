import { accountHistory, type AccountHistory, type DeedDone, type DeedFields, isHeldOn } from '@farthing/billing-core'
import { formatPlace } from '@farthing/billing-core/values'
import { type Deed, partsOfCoins, readDeed } from '@farthing/plugin-sdk'
import { judgeDeed, movesOfDeed, toldBefore } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import {
  type AccountRow,
  FactBook,
  findAccount,
  goesOnAnew,
  lockAccountsInOrder,
  namedSubscription,
  toldToAnother
} from '../accounts/index.ts'
import { BillingRules, type RulesInForce } from '../billing-run/index.ts'
import { Clock, ID_FORM, KernelSettings, Outbox, Persistence, type Writer } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { diallingAt } from '../rules-host/index.ts'
import {
  closed,
  type DeedOutcome,
  notReplaced,
  noSubscription,
  refuse,
  type RefusedDeed,
  toldToTwo,
  wrongCorrection,
  wrongFields,
  wrongPlace
} from './deed-refusals.ts'
import { deedParties, type DeedParty } from './deed-parties.ts'
import { DeedPockets, type MoveOfDeed } from './move-pockets.ts'
import { claimIdentity } from './deed-identities.ts'

export interface AskedOfDeed {
  readonly deed: string
  /** As written, in JSON. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Its subscription, by id or by a number that it holds on the day; the account itself when left out. */
  readonly subscription?: string | undefined
  /** The day from which it holds; today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  /** Id of an earlier deed of this name that this one replaces. */
  readonly supersedes?: string | undefined
}

export interface ReadOfDeed {
  readonly ok: true
  readonly deed: Deed
  readonly fields: DeedFields
}

@Injectable()
export class DeedsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(DeedPockets) private readonly pockets: DeedPockets,
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

  /** The deed of a name, with what is said of it in the one form that is kept. */
  read(asked: Pick<AskedOfDeed, 'deed' | 'fields'>): ReadOfDeed | RefusedDeed {
    const deed = this.plugins.registry.deeds.get(asked.deed)
    if (deed === undefined) {
      const names = this.known().map(({ name }) => name)
      return refuse('unknown-deed', `There is no deed ${asked.deed}. There are: ${names.join(', ')}.`)
    }
    const read = readDeed(deed, asked.fields)
    return read.ok ? { ok: true, deed, fields: read.fields } : wrongFields(deed, read.problems)
  }

  async do(reference: string, asked: AskedOfDeed): Promise<DeedOutcome> {
    const { tenant } = this.settings
    const read = this.read(asked)
    if (!read.ok) return read
    const { deed } = read
    const rules = await this.rulesNow()
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (!account) return refuse('unknown-account', `There is no account ${reference}.`)
      const parties = await deedParties(tx, { account, deed, fields: read.fields }, this.plugins.registry.deeds)
      if (!parties.ok) return wrongFields(deed, parties.problems)
      if (parties.value.length > 1 && asked.supersedes !== undefined) return refuse('forbidden', toldToTwo(deed))
      if (deed.moves !== undefined && asked.supersedes !== undefined) return refuse('forbidden', notReplaced(deed))
      return this.#doTo(tx, parties.value, { ...asked, rules })
    })
  }

  /** The rules that `doWithin` judges by. */
  rulesNow(): Promise<RulesInForce> {
    return this.rules.asKnownAt(this.clock.now())
  }

  /**
   * In the caller's transaction and under its lock of the account, a deed that names no other account. The rules are
   * read before: a transaction that holds the lock could wait for a connection that those who want the lock hold.
   */
  async doWithin(writer: Writer, account: AccountRow, asked: AskedOfDeed, rules: RulesInForce): Promise<DeedOutcome> {
    const read = this.read(asked)
    if (!read.ok) return read
    return this.#doTo(writer, [{ account, deed: read.deed, fields: read.fields }], { ...asked, rules })
  }

  /** To all of them, or to none: each is asked before anything is written. */
  async #doTo(
    tx: Writer,
    parties: readonly [DeedParty, ...DeedParty[]],
    asked: AskedOfDeed & { readonly rules: RulesInForce }
  ): Promise<DeedOutcome> {
    await lockAccountsInOrder(
      tx,
      parties.map(({ account }) => account)
    )
    const done: { readonly account: AccountRow; readonly judged: JudgedDeed }[] = []
    for (const { account, ...said } of parties) {
      const judged = await this.#judged(tx, account, { ...asked, ...said })
      if (!judged.ok) return judged
      done.push({ account, judged })
    }
    for (const { account, judged } of done) if (judged.isNew) await this.#write(tx, account, judged)
    const [own] = done
    if (own === undefined) throw new Error('a deed is done to an account')
    return { ok: true, value: own.judged.value }
  }

  async #write(tx: Writer, account: AccountRow, { moved, value: fact }: JudgedDeed): Promise<void> {
    const { id, tenant } = account
    await this.facts.add(tx, tenant, id, [fact])
    if (moved !== null) await this.pockets.move(tx, account, { fact: fact.id, ...moved })
    const payload = { fact: fact.id, deed: fact.deed, effective: fact.effective.toString() }
    await this.outbox.add(tx, tenant, [{ topic: 'account.deed', subject: id, payload }])
  }

  async #judged(tx: Writer, account: AccountRow, asked: ReadAsk): Promise<JudgedDeed | RefusedDeed> {
    const { tenant } = account
    const { deed, fields, rules, supersedes = null } = asked
    const effective = asked.effective ?? this.clock.today(account.zone)
    const before = await this.facts.of(tx, tenant, account.id)
    const standing = accountHistory(account.id, before)
    if (standing === null) throw new Error(`account ${account.id} was never opened`)
    const fine = partsOfCoins(deed, fields, account.currency)
    if (fine.length > 0) return wrongFields(deed, fine)
    const where = {
      history: standing,
      on: effective,
      dialling: diallingAt(rules.books, this.clock.now())
    }
    const subscription = asked.subscription === undefined ? null : namedSubscription(asked.subscription, where)
    if (subscription !== null && !ID_FORM.test(subscription)) return noSubscription(account, subscription, effective)
    const told = toldBefore(deed, { ...asked, subscription }, standing)
    if (told !== null) {
      return 'known' in told
        ? { ok: true, value: told.known, isNew: false, moved: null }
        : refuse('forbidden', `${told.reason}.`)
    }
    if (account.status === 'closed' && deed.ends !== true) return closed(account)
    const wrong =
      wrongPlace(account, deed, { effective, subscription }) ?? wrongCorrection(standing.deeds, deed, supersedes)
    if (wrong !== undefined) return wrong
    const other = await toldToAnother(tx, account, before, supersedes)
    if (other !== undefined) return refuse('unknown-fact', other)
    const news = await this.facts.prepare(tx, tenant, {
      ...{ kind: 'deed', deed: deed.name, effective, fields, subscription, supersedes }
    })
    const unheld = this.#unheld(account, news as DeedDone, {
      standing,
      history: accountHistory(account.id, [...before, news])
    })
    if (unheld !== undefined) return unheld
    return this.#decided(tx, account, { ...asked, standing, news: news as DeedDone })
  }

  /** Why the account's history has no place for it. */
  #unheld(
    account: AccountRow,
    { id, effective, subscription }: DeedDone,
    { standing, history }: { readonly standing: AccountHistory; readonly history: AccountHistory | null }
  ): RefusedDeed | undefined {
    const dropped = history?.dropped.find(({ fact }) => fact.id === id)
    if (dropped?.reason === 'before-start') return refuse('before-start', `This is not possible: ${dropped.detail}.`)
    if (dropped !== undefined) return noSubscription(account, subscription ?? '', effective)
    const again = account.status === 'closed' ? goesOnAnew(this.plugins, standing, history) : []
    if (again.length > 0) return closed(account, again)
    if (subscription === null) return undefined
    const own = standing.subscriptions.find(each => each.id === subscription)
    return own !== undefined && isHeldOn(own, effective) ? undefined : noSubscription(account, subscription, effective)
  }

  /** The plugin is asked about the account without the deed, and without the one that it replaces: what that one had replaced stays replaced. */
  async #decided(tx: Writer, account: AccountRow, asked: DecidedAsk): Promise<JudgedDeed | RefusedDeed> {
    const { deed, news, standing, supersedes = null } = asked
    const { effective, fields } = news
    const history = { ...standing, deeds: standing.deeds.filter(({ id }) => id !== supersedes) }
    const { books, registry } = asked.rules
    const ruleBook = books.in(history.currency)
    const subscription = history.subscriptions.find(({ id }) => id === news.subscription) ?? null
    const pockets = deed.moves === undefined ? [] : await this.pockets.lock(tx, account)
    const free = this.pockets.freeIn(pockets)
    const toldOn = this.clock.today(account.zone)
    const world = { history, registry, ruleBook, subscription, today: effective, toldOn, free }
    const told = { deed: deed.name, fields }
    const refusal = judgeDeed(told, world)
    if (refusal !== null) {
      const { field, reason, rule } = refusal
      const detail = rule === null ? reason : `${reason} (${rule.rule}, ${formatPlace(rule)})`
      return refuse('forbidden', detail, field === undefined ? [] : [{ field, problem: reason }])
    }
    const claims = { tenant: account.tenant, deed, facts: this.facts }
    const taken = await claimIdentity(tx, claims, { account, fields, effective, supersedes })
    const moves = movesOfDeed(told, world)
    return taken ?? { ok: true, value: news, isNew: true, moved: moves && { moves, pockets } }
  }
}

/** One that is not new was done before: it is answered again. */
interface JudgedDeed {
  readonly ok: true
  readonly value: DeedDone
  readonly isNew: boolean
  readonly moved: Pick<MoveOfDeed, 'moves' | 'pockets'> | null
}

interface ReadAsk extends Omit<AskedOfDeed, 'deed' | 'fields'> {
  readonly deed: Deed
  readonly fields: DeedFields
  readonly rules: RulesInForce
}

interface DecidedAsk extends ReadAsk {
  readonly standing: AccountHistory
  readonly news: DeedDone
}
