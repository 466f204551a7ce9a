// Real-time charging: requests of many subscribers together, each decided in memory under its pockets' locks.
import { ruleBook, usageRating, type UsageRating } from '@farthing/simulator'
import type { RuleSet } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import type { PoolClient } from 'pg'
import { LedgerService } from '../ledger/index.ts'
import { Clock, Ids, KernelSettings, Persistence } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { changePockets, lockPockets } from '../pockets/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { canonicalIdentity, type IdentityStretch, loadStretches } from '../subscriptions/index.ts'
import { ChargedUsage } from '../usage/index.ts'
import type { ChargingAsk, ChargingOutcome } from './asks.ts'
import { Batches } from './batches.ts'
import {
  accountsOf,
  forgetAnswers,
  lockSessions,
  newestPublication,
  overdueAccounts,
  readAnswers,
  writeAnswers,
  writeSessions
} from './charging-books.ts'
import { ChargingWorld } from './charging-world.ts'
import { closeOverdue, decide } from './decide.ts'

interface RulesAtHand {
  readonly publication: string | null
  readonly rating: UsageRating | null
  readonly rules: readonly RuleSet[]
}

const SESSIONS_A_PASS = 200
/** A network repeats a request within minutes. */
const KEEP_ANSWERS = { hours: 7 * 24 }

@Injectable()
export class ChargingService {
  private readonly batches = new Batches<ChargingAsk, ChargingOutcome>(asks => this.#carryOut(asks, []))
  private atHand: RulesAtHand = { publication: null, rating: null, rules: [] }

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly rulesHost: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(ChargedUsage) private readonly usage: ChargedUsage,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Answers when what it did is durable. */
  ask(ask: ChargingAsk): Promise<ChargingOutcome> {
    return this.batches.ask(ask)
  }

  /** Closes sessions that did not report within their validity; returns of how many accounts. */
  async closeOverdue(): Promise<number> {
    const { tenant } = this.settings
    let count = 0
    for (;;) {
      const due = { now: this.clock.now(), most: SESSIONS_A_PASS }
      const accounts = await this.persistence.bulk(tenant, client => overdueAccounts(client, tenant, due))
      if (accounts.length === 0) return count
      await this.#carryOut([], accounts)
      count += accounts.length
    }
  }

  /** Answers that nobody will ask for again. */
  forgetAnswers(): Promise<void> {
    const { tenant } = this.settings
    const before = this.clock.now().subtract(KEEP_ANSWERS)
    return this.persistence.bulk(tenant, client => forgetAnswers(client, tenant, before))
  }

  /** One transaction: all that decides is read under locks, decided in memory, and written by a handful of statements. */
  #carryOut(asks: readonly ChargingAsk[], overdue: readonly string[]): Promise<ChargingOutcome[]> {
    return this.persistence.bulk(this.settings.tenant, async client => {
      const world = await this.#read(client, asks, overdue)
      closeOverdue(world)
      const outcomes = asks.map(ask => decide(world, ask, this.ids.next()))
      await this.#write(client, world)
      return outcomes
    })
  }

  async #read(client: PoolClient, asks: readonly ChargingAsk[], overdue: readonly string[]): Promise<ChargingWorld> {
    const { tenant } = this.settings
    const atHand = await this.#rulesAtHand(client)
    const dialling = atHand.rating?.dialling ?? null
    const identityOf = (subscriber: string): string => canonicalIdentity(subscriber, dialling)
    const subscribers = asks.flatMap(ask => ('subscriber' in ask ? [identityOf(ask.subscriber)] : []))
    const stretches = subscribers.length === 0 ? [] : await loadStretches(client, tenant, subscribers)
    const holders = Map.groupBy(stretches, ({ identity }) => identity)
    const held = stretches.map(({ account }) => account)
    const accounts = [...new Set([...held, ...(await accountsOf(client, tenant, asks)), ...overdue])]
    const now = this.clock.now()
    const pockets = await lockPockets(client, tenant, accounts)
    const ids = asks.flatMap(ask => (ask.kind === 'go-on' ? [ask.session] : []))
    const sessions = await lockSessions(client, tenant, { ids, accounts, now })
    const keys = asks.map(({ key }) => key)
    const answers = await readAnswers(client, tenant, keys)
    const versions = new Set(sessions.flatMap(({ events }) => events.map(({ version }) => version)))
    return new ChargingWorld({
      ...{ now, pockets, sessions, answers, rating: atHand.rating && { ...atHand.rating, now: now.epochMilliseconds } },
      rules: await this.#versions(atHand, versions),
      holderOf: ask => holderAt(holders.get(identityOf(ask.subscriber)) ?? [], ask.startedAt)
    })
  }

  async #write(client: PoolClient, world: ChargingWorld): Promise<void> {
    const { tenant } = this.settings
    const { now } = world.facts
    await changePockets(client, tenant, world.changes())
    await writeSessions(client, tenant, world.changedSessions())
    await writeAnswers(client, tenant, world.newAnswers, now)
    if (world.transactions.length > 0) await this.ledger.post(client, tenant, world.transactions)
    if (world.uses.length > 0) await this.usage.write(client, world.uses)
  }

  /** Compiled once, and again as soon as something else was published. */
  async #rulesAtHand(client: PoolClient): Promise<RulesAtHand> {
    const publication = await newestPublication(client, this.settings.tenant)
    if (publication === this.atHand.publication) return this.atHand
    const { versions } = await this.rulesHost.book()
    const { registry } = this.plugins
    const book = ruleBook(versions)
    const rating = usageRating({ ruleBook: book, registry, subscribers: null, now: this.clock.now() })
    this.atHand = { publication, rating, rules: versions.map(({ rules }) => rules) }
    return this.atHand
  }

  async #versions(atHand: RulesAtHand, wanted: Iterable<string>): Promise<ReadonlyMap<string, RuleSet>> {
    const rules = new Map(atHand.rules.map(each => [each.version, each]))
    for (const version of wanted) {
      if (rules.has(version)) continue
      const found = await this.rulesHost.rules(version)
      if (found !== undefined) rules.set(version, found)
    }
    return rules
  }
}

function holderAt(stretches: readonly IdentityStretch[], at: Temporal.Instant): IdentityStretch | undefined {
  return stretches.find(({ validFrom, validUntil, zone }) => {
    const day = at.toZonedDateTimeISO(zone).toPlainDate()
    const begun = Temporal.PlainDate.compare(validFrom, day) <= 0
    return begun && (validUntil === null || Temporal.PlainDate.compare(day, validUntil) < 0)
  })
}
