// Everything that one batch of requests is decided by, read under its locks; and what came of it, to be written at once.
import type { Credit, LedgerTransaction } from '@farthing/billing-core'
import type { RuleSet } from '@farthing/rules-language'
import type { Bar, RealTimeTariff, UsageMeter, UsageRating } from '@farthing/simulator'
import type { PocketChange, PocketRow } from '../pockets/index.ts'
import type { IdentityStretch } from '../subscriptions/index.ts'
import type { UnratedUse, UseCharged } from '../usage/index.ts'
import type { ChargingAsk, KeptOutcome } from './asks.ts'
import { SESSION_SHAPE, type Session, type SessionsToKeep } from './charging-session.ts'
import { type CreditKey, creditName, NOTHING_TAKEN, type TakenCredit } from './credit-books.ts'

export interface KeptAnswer {
  readonly key: string
  readonly account: string
  readonly digest: string
  readonly answer: KeptOutcome
}

export interface ChargingFacts {
  readonly now: Temporal.Instant
  /** Null while no rules are published. */
  readonly rating: UsageRating | null
  /** By version, of every event in `sessions`. */
  readonly rules: ReadonlyMap<string, RuleSet>
  holderOf(ask: Extract<ChargingAsk, { subscriber: string }>): IdentityStretch | undefined
  tariffFor(holder: IdentityStretch, service: string, startedAt: number): RealTimeTariff
  /** By subscription, of sessions that ask for more. */
  readonly stretches: ReadonlyMap<string, readonly IdentityStretch[]>
  /** By subscription, of those who ask. */
  readonly bars: ReadonlyMap<string, readonly Bar[]>
  readonly pockets: readonly PocketRow[]
  readonly sessions: readonly Session[]
  /** With open sessions that only a newer release can read, where prices depend on them. */
  readonly newer: ReadonlySet<string>
  readonly answers: readonly KeptAnswer[]
  /** Of accounts that may have uses on the bill. */
  readonly credits: readonly TakenCredit[]
  /** Of accounts some of whose uses have terms; a text says why one cannot be billed. */
  readonly meters: ReadonlyMap<string, UsageMeter | string>
}

export class ChargingWorld {
  readonly transactions: LedgerTransaction[] = []
  /** Those that are over, to be stored as rated usage. */
  readonly uses: UseCharged[] = []
  /** Those that cannot be rated, for quarantine. */
  readonly unrated: UnratedUse[] = []
  readonly newAnswers: KeptAnswer[] = []
  private readonly pockets: Map<string, PocketRow>
  /** Ids of those that may pay, by account: a group's are those of many. */
  private readonly payers = new Map<string, string[]>()
  private readonly sessions: Map<string, Session>
  private readonly credits: Map<string, TakenCredit>
  private readonly touched = new Set<string>()
  readonly #changedCredits = new Set<string>()
  private readonly answers: Map<string, KeptAnswer>

  constructor(readonly facts: ChargingFacts) {
    this.pockets = new Map(facts.pockets.map(pocket => [pocket.id, pocket]))
    for (const { account, group, id, members } of facts.pockets) {
      const accounts = group === null ? [account] : new Set(members.map(member => member.account))
      for (const payer of accounts) this.payers.set(payer, [...(this.payers.get(payer) ?? []), id])
    }
    this.sessions = new Map(facts.sessions.map(session => [session.id, session]))
    this.credits = new Map(facts.credits.map(each => [creditName(each), each]))
    this.answers = new Map(facts.answers.map(each => [each.key, each]))
  }

  answer(key: string): KeptAnswer | undefined {
    return this.answers.get(key)
  }

  keepAnswer(kept: KeptAnswer): void {
    this.answers.set(kept.key, kept)
    this.newAnswers.push(kept)
  }

  session(id: string): Session | undefined {
    return this.sessions.get(id)
  }

  /** Open sessions whose time is over. */
  overdue(): Session[] {
    const { now } = this.facts
    return [...this.sessions.values()].filter(
      ({ shape, state, validUntil }) =>
        state === 'open' && shape <= SESSION_SHAPE && Temporal.Instant.compare(validUntil, now) <= 0
    )
  }

  keepSession(session: Session): void {
    this.sessions.set(session.id, session)
    this.touched.add(session.id)
  }

  sessionsToKeep(): SessionsToKeep {
    const known = new Set(this.facts.sessions.map(({ id }) => id))
    const [begun, changed]: [Session[], Session[]] = [[], []]
    for (const id of this.touched) {
      const session = this.sessions.get(id)
      if (session !== undefined) (known.has(id) ? changed : begun).push(session)
    }
    return { begun, changed }
  }

  meter(account: string): UsageMeter | undefined {
    const meter = this.facts.meters.get(account)
    return typeof meter === 'string' ? undefined : meter
  }

  /** Why there is no meter of an account. */
  unmetered(account: string): string {
    const why = this.facts.meters.get(account)
    return typeof why === 'string' ? why : 'nothing is known of what its account used'
  }

  /** The account's own and its groups'. */
  pocketsOf(account: string): readonly PocketRow[] {
    return (this.payers.get(account) ?? []).flatMap(id => this.pockets.get(id) ?? [])
  }

  keepPockets(after: readonly Pick<PocketRow, 'id' | 'balance' | 'reserved'>[]): void {
    for (const { balance, id, reserved } of after) {
      const row = this.pockets.get(id)
      if (row !== undefined) this.pockets.set(id, { ...row, balance, reserved })
    }
  }

  /** Of the credit of a cycle. */
  taken(key: CreditKey): Pick<Credit, 'owed' | 'held'> {
    const { held, owed } = this.credits.get(creditName(key)) ?? NOTHING_TAKEN
    return { held, owed }
  }

  keepCredit({ account, cycle, subscription }: CreditKey, { held, owed }: Credit): void {
    const kept = { account, subscription, cycle, owed, held }
    this.credits.set(creditName(kept), kept)
    this.#changedCredits.add(creditName(kept))
  }

  changedCredits(): TakenCredit[] {
    return [...this.#changedCredits].flatMap(name => this.credits.get(name) ?? [])
  }

  /** What became of pockets, against what was read. */
  changes(): PocketChange[] {
    return this.facts.pockets.map(before => {
      const after = this.pockets.get(before.id) ?? before
      const [balance, reserved] = [after.balance - before.balance, after.reserved - before.reserved]
      return { account: before.account, pocket: before.id, balance, reserved }
    })
  }
}
