// Real-time charging: requests of many subscribers together, each decided in memory under its pockets' locks.
import { accountHistory, type AccountHistory } from '@farthing/billing-core'
import {
  hasTaxes,
  identitySpellings,
  RealTimeTariffs,
  type RuleBooks,
  usageRating,
  type UsageRating
} from '@farthing/simulator'
import type { RuleSet } from '@farthing/rules-language'
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { newTransactions } from '../ledger/index.ts'
import { ID_FORM, Batches, beginKnown, Clock, Ids, KernelSettings, Persistence } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { pocketChanges } from '../pockets/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import type { IdentityStretch } from '../subscriptions/index.ts'
import { type ChargedRows, ChargedUsage, UnratedUses } from '../usage/index.ts'
import type { ChargingAsk, ChargingOutcome } from './asks.ts'
import {
  answerRows,
  type Concerned,
  forgetAnswers,
  type Holders,
  lockPayers,
  lockSessions,
  newestPublication,
  overdueAccounts,
  readAnswers,
  readHolders,
  sessionRows
} from './charging-books.ts'
import { SESSION_SHAPE, type Session } from './charging-session.ts'
import { ChargingWorld } from './charging-world.ts'
import { creditRows } from './credit-books.ts'
import { closeOverdue, decide } from './decide.ts'
import { holdersOf } from './holders.ts'
import { openUses, readMeters } from './meter-books.ts'
import { meteredUses, watchedAccounts } from './metered-accounts.ts'

interface RulesAtHand {
  readonly publication: string | null
  readonly rating: UsageRating | null
  /** Of accounts in that currency. */
  readonly tariffsIn: ((currency: string) => RealTimeTariffs) | null
  readonly hasTaxes: boolean
  readonly books: RuleBooks | null
}

interface Batch {
  readonly asks: readonly ChargingAsk[]
  /** Accounts with sessions whose time is over. */
  readonly overdue: readonly string[]
}

const NO_RULES = { ok: false, reason: 'no-tariff', detail: 'no rules are in force at that time' } as const
const SESSIONS_A_PASS = 200
/** A network repeats a request within minutes. */
const KEEP_ANSWERS = { hours: 7 * 24 }

@Injectable()
export class ChargingService {
  private readonly batches = new Batches<ChargingAsk, ChargingOutcome>(asks => this.#carryOut(asks, []))
  private readonly closing = new Batches<string, true>(async accounts => {
    await this.#carryOut([], accounts)
    return accounts.map(() => true)
  })
  readonly #log = new Logger('charging')
  private atHand: RulesAtHand = { publication: null, rating: null, tariffsIn: null, hasTaxes: false, books: null }

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly rulesHost: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(ChargedUsage) private readonly usage: ChargedUsage,
    @Inject(UnratedUses) private readonly unrated: UnratedUses,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Answers when what it did is durable. */
  ask(ask: ChargingAsk): Promise<ChargingOutcome> {
    return this.batches.ask(ask)
  }

  /** Closes sessions that did not report within their validity; returns of how many accounts. One that fails is logged, and leaves the others alone. */
  async closeOverdue(): Promise<number> {
    const { tenant } = this.settings
    const except: string[] = []
    let count = 0
    for (;;) {
      const due = { now: this.clock.now(), most: SESSIONS_A_PASS, except }
      const accounts = await this.persistence.bulk(tenant, client => overdueAccounts(client, tenant, due))
      if (accounts.length === 0) return count
      const ends = await Promise.allSettled(accounts.map(account => this.closing.ask(account)))
      ends.forEach((end, index) => {
        const account = accounts[index] ?? ''
        if (end.status === 'fulfilled') return count++
        this.#log.error(`sessions of account ${account} cannot be closed: ${end.reason}`)
        return except.push(account)
      })
    }
  }

  /** Answers that nobody will ask for again. */
  forgetAnswers(): Promise<void> {
    const { tenant } = this.settings
    const before = this.clock.now().subtract(KEEP_ANSWERS)
    return this.persistence.bulk(tenant, client => forgetAnswers(client, tenant, before))
  }

  /** One transaction of two round trips: all that decides is read under locks, decided in memory, and written with the commit. */
  async #carryOut(asks: readonly ChargingAsk[], overdue: readonly string[]): Promise<readonly ChargingOutcome[]> {
    for (;;) {
      const { atHand } = this
      const done = await this.persistence.pipelined(async client => {
        const { publication, world } = await this.#read(client, atHand, { asks, overdue })
        if (publication !== atHand.publication) return { value: null, statements: [] }
        closeOverdue(world)
        const now = world.facts.now.epochMilliseconds
        const outcomes = asks.map(ask => decide(world, ask, this.ids.next(now)))
        const { classes, statements } = await this.#rows(client, world)
        return { value: { outcomes, classes }, statements }
      })
      if (done !== null) {
        this.usage.committed(done.classes)
        return done.outcomes
      }
      await this.#compile()
    }
  }

  /** In one round trip. Pockets are locked first; what is read after them is as their locks found it. */
  async #read(client: ClientBase, atHand: RulesAtHand, { asks, overdue }: Batch) {
    const { tenant } = this.settings
    const dialling = atHand.rating?.dialling ?? null
    const spellingsOf = (subscriber: string): readonly string[] => identitySpellings(subscriber, dialling)
    const concerned = concernedBy({ asks, overdue }, spellingsOf)
    const keys = asks.map(({ key }) => key)
    const [, publication, { bars, stretches, taxed }, pockets, sessions, answers] = await Promise.all([
      beginKnown(client, tenant),
      newestPublication(client, tenant),
      readHolders(client, tenant, concerned, atHand.hasTaxes),
      lockPayers(client, tenant, concerned),
      lockSessions(client, tenant, { ...concerned, now: this.clock.now() }),
      readAnswers(client, tenant, keys)
    ])
    const now = this.clock.now()
    const identities = new Set(concerned.identities)
    const beginning = stretches.filter(({ identity }) => identities.has(identity))
    const histories = await this.#histories(client, atHand, { stretches: beginning, taxed })
    const facts = {
      ...{ now, bars, pockets, sessions, answers },
      stretches: Map.groupBy(stretches, ({ subscription }) => subscription),
      rating: atHand.rating && { ...atHand.rating, now: now.epochMilliseconds },
      tariffFor: (
        { account, currency, plan, subscription, zone }: IdentityStretch,
        service: string,
        startedAt: number
      ) => {
        const history = histories.get(account) ?? null
        return atHand.tariffsIn?.(currency).find({ plan, subscription, zone, history }, service, startedAt) ?? NO_RULES
      },
      holderOf: holdersOf(beginning, spellingsOf)
    }
    const open = await openUses(client, tenant, watchedAccounts(asks, facts))
    const rules = await this.#versions(atHand, [...sessions, ...open.sessions])
    const { registry } = this.plugins
    const task = { tenant, now, books: atHand.books, registry, facts: this.facts }
    const meters = await readMeters(client, task, meteredUses(open, rules))
    const newer = new Set(open.sessions.flatMap(({ account, shape }) => (shape > SESSION_SHAPE ? [account] : [])))
    return { publication, world: new ChargingWorld({ ...facts, newer, credits: open.credits, rules, meters }) }
  }

  /** Of those who ask for a tariff, as far as it depends on them. */
  async #histories(
    client: ClientBase,
    { tariffsIn }: RulesAtHand,
    { stretches, taxed }: Pick<Holders, 'stretches' | 'taxed'>
  ): Promise<ReadonlyMap<string, AccountHistory | null>> {
    const asked = stretches.filter(
      ({ account, currency, plan }) => taxed.has(account) || tariffsIn?.(currency).asksHistoryOf(plan)
    )
    if (asked.length === 0) return new Map()
    const accounts = [...new Set(asked.map(({ account }) => account))]
    const facts = await this.facts.ofMany(client, this.settings.tenant, accounts)
    return new Map(Array.from(facts, ([account, known]) => [account, accountHistory(account, known)]))
  }

  async #rows(client: ClientBase, world: ChargingWorld): Promise<ChargedRows> {
    const { tenant } = this.settings
    const { now } = world.facts
    if (world.unrated.length > 0) await this.unrated.write(client, world.unrated, now)
    const { classes, statements } = this.usage.rows(world.uses, now)
    const written = [
      ...pocketChanges(tenant, world.changes()),
      ...sessionRows(tenant, world.sessionsToKeep()),
      ...creditRows(tenant, world.changedCredits()),
      ...answerRows(tenant, world.newAnswers, now),
      ...newTransactions({ tenant, recordedAt: now }, world.transactions),
      ...statements
    ]
    return { classes, statements: written }
  }

  /** Once, and again as soon as something else was published. */
  async #compile(): Promise<void> {
    const publication = await this.persistence.bulk(this.settings.tenant, client =>
      newestPublication(client, this.settings.tenant)
    )
    const books = await this.rulesHost.books()
    const { registry } = this.plugins
    const rating = usageRating({ ruleBook: books.own, books, registry, subscribers: null, now: this.clock.now() })
    const made = new Map<string, RealTimeTariffs>()
    const tariffsIn = (currency: string): RealTimeTariffs =>
      made.getOrInsertComputed(currency, () => new RealTimeTariffs(books.in(currency), registry))
    const taxed = books.all.some(book => hasTaxes(book, registry))
    this.atHand = { publication, rating, tariffsIn, hasTaxes: taxed, books }
  }

  async #versions({ books }: RulesAtHand, sessions: readonly Session[]): Promise<ReadonlyMap<string, RuleSet>> {
    const rules = new Map(books?.versions.map(each => [each.rules.version, each.rules]))
    for (const version of new Set(sessions.flatMap(({ events }) => events.map(each => each.version)))) {
      if (rules.has(version)) continue
      const found = await this.rulesHost.whole(version)
      if (found !== undefined) rules.set(version, found)
    }
    return rules
  }
}

function concernedBy({ asks, overdue }: Batch, spellingsOf: (subscriber: string) => readonly string[]): Concerned {
  const known = asks.flatMap(ask => (ask.kind === 'go-on' && ID_FORM.test(ask.session) ? [ask] : []))
  return {
    identities: asks.flatMap(ask => ('subscriber' in ask ? spellingsOf(ask.subscriber) : [])),
    sessions: known.map(({ session }) => session),
    goingOn: known.flatMap(({ close, session }) => (close ? [] : [session])),
    accounts: overdue
  }
}
