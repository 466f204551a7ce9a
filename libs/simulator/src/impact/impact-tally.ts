// Adds up what a change of rules does, account by account; what it keeps does not grow with what an account holds.
import type { Gate } from '@farthing/rules-language'
import { Breakdown, type ChargeSum, type PlanSum } from './breakdown.ts'
import { type AccountChange, type AccountParked, compareAccount } from './compare-account.ts'
import { type GateVerdict, GateWatch } from './gate-watch.ts'
import { Histogram, type HistogramBar } from './histogram.ts'
import type { ImpactAccount, ImpactRange } from './impact-account.ts'
import type { ImpactSides } from './impact-side.ts'
import { type LaterVersion, laterVersions } from './later-versions.ts'
import { type LostUsage, LostUsages } from './lost-usage.ts'
import { type Explain, type Mover, Movers } from './movers.ts'
import { sampleUses } from './sample-uses.ts'
import { Moves, type Spread } from './spread.ts'
import type { WaitingUses } from './waiting-uses.ts'

export interface ImpactReport {
  /** Versions of the rules: 'sha256:...'. */
  readonly before: string
  readonly after: string
  readonly range: ImpactRange
  /** Both as they are on this day; null: with their own dates. */
  readonly on: Temporal.PlainDate | null
  /** Compared is each account's first bill from this day on, with what versions that reach back correct; null: all bills of the range. */
  readonly correcting: Temporal.PlainDate | null
  /** What was not compared, for it begins after the range. */
  readonly later: readonly LaterVersion[]
  readonly currency: string
  readonly compared: number
  readonly uses: number
  /** Usage that can no longer be rated: no bill after has it. */
  readonly lost: { readonly uses: number; readonly accounts: number; readonly groups: readonly LostUsage[] }
  /** What the rules before leave in quarantine, and what a retry under either rules would take out of it. */
  readonly waiting: WaitingSums
  /** Accounts that one side cannot bill, the first ones named; they are in no sum. */
  readonly parked: { readonly accounts: number; readonly news: number; readonly named: readonly ParkedRow[] }
  /** Micro. */
  readonly total: { readonly before: bigint; readonly after: bigint }
  readonly stayed: number
  readonly rises: Spread
  readonly falls: Spread
  readonly histogram: readonly HistogramBar[]
  readonly risers: readonly Mover[]
  readonly fallers: readonly Mover[]
  readonly plans: readonly PlanSum[]
  readonly charges: readonly ChargeSum[]
  readonly gates: readonly GateVerdict[]
}

export interface WaitingSums {
  readonly lines: number
  readonly before: WaitingSum
  readonly after: WaitingSum
  /** Lines that one of the two rule sets alone could rate. */
  readonly onlyBefore: number
  readonly onlyAfter: number
}

export interface WaitingSum {
  readonly lines: number
  /** Micro that bills of the range have of them; lines that began after the last of these are in none. */
  readonly amount: bigint
}

export interface ParkedRow {
  readonly account: string
  readonly under: 'before' | 'after' | 'both'
  readonly reason: string
  readonly detail: string
}

export interface TallySettings {
  readonly sides: ImpactSides
  readonly range: ImpactRange
  readonly gates: readonly Gate[]
  /** How many of the biggest movers each way. */
  readonly top: number
  /** Lines in quarantine; complete when the report is asked for. */
  readonly waiting: WaitingUses
}

const PARKED_NAMED = 20

export class ImpactTally {
  readonly #settings: TallySettings
  readonly #lost = new LostUsages()
  readonly #rises = new Moves()
  readonly #falls = new Moves()
  readonly #histogram = new Histogram()
  readonly #breakdown = new Breakdown()
  readonly #gates: GateWatch
  readonly #risers: Movers
  readonly #fallers: Movers
  readonly #parked: ParkedRow[] = []
  #counts = { compared: 0, uses: 0, gained: 0, unrated: 0, stayed: 0, parked: 0, newlyParked: 0 }
  #total = { before: 0n, after: 0n }
  #fromWaiting = { before: 0n, after: 0n }

  constructor(settings: TallySettings) {
    this.#settings = settings
    this.#gates = new GateWatch(settings.gates)
    this.#risers = new Movers(settings.top, 1n)
    this.#fallers = new Movers(settings.top, -1n)
  }

  /** Compares the account and counts it in. */
  add(account: ImpactAccount): void {
    const change = compareAccount(account, this.#settings.sides)
    const { number, lost, gained, unrated, uses } = change
    this.#counts.uses += uses
    this.#counts.gained += gained.length
    this.#counts.unrated += unrated
    this.#lost.add(number, lost)
    if ('parked' in change) this.#park(change)
    else this.#compare(change, account)
  }

  report(): ImpactReport {
    const { sides, range } = this.#settings
    const { compared, uses, stayed, parked, newlyParked } = this.#counts
    const lost = { uses: this.#lost.uses, accounts: this.#lost.accounts, groups: this.#lost.list() }
    const [total, plans, waiting] = [{ ...this.#total }, this.#breakdown.plans(), this.#waitingSums()]
    return {
      before: sides.before.rules.version,
      after: sides.after.rules.version,
      range,
      on: sides.on,
      correcting: sides.correcting,
      later: laterVersions(sides, range.until),
      currency: sides.currency,
      compared,
      uses,
      lost,
      waiting,
      parked: { accounts: parked, news: newlyParked, named: this.#parked },
      total,
      stayed,
      rises: this.#rises.spread(),
      falls: this.#falls.spread(),
      histogram: this.#histogram.bars(),
      risers: this.#risers.list(),
      fallers: this.#fallers.list(),
      plans,
      charges: this.#breakdown.charges(),
      gates: this.#gates.verdicts({ plans, total, unrated: lost.uses + waiting.onlyBefore, parked: newlyParked })
    }
  }

  /** Usage that the rules before cannot rate would wait too, had it come under them. */
  #waitingSums(): WaitingSums {
    const { lines, before, after, onlyBefore, onlyAfter } = this.#settings.waiting.counts
    const { gained, unrated } = this.#counts
    return {
      lines: lines + unrated,
      before: { lines: before, amount: this.#fromWaiting.before },
      after: { lines: after + gained, amount: this.#fromWaiting.after },
      onlyBefore,
      onlyAfter: onlyAfter + gained
    }
  }

  #compare(change: AccountChange, account: ImpactAccount): void {
    const { number, before, after, lines, fromWaiting } = change
    this.#fromWaiting.before += fromWaiting.before
    this.#fromWaiting.after += fromWaiting.after
    this.#counts.compared += 1
    this.#total.before += before
    this.#total.after += after
    if (after > before) this.#rises.add(after - before)
    else if (after < before) this.#falls.add(before - after)
    else this.#counts.stayed += 1
    this.#histogram.add(before, after)
    this.#breakdown.add(lines)
    const explain: Explain = moved => sampleUses(account, this.#settings.sides, moved)
    this.#risers.add(change, explain)
    this.#fallers.add(change, explain)
    this.#gates.account({ name: number, before, after })
  }

  #park({ number, parked: { before, after } }: AccountParked): void {
    this.#counts.parked += 1
    if (before === null) this.#counts.newlyParked += 1
    const shown = after ?? before
    if (shown === null || this.#parked.length === PARKED_NAMED) return
    const under = before === null ? 'after' : after === null ? 'before' : 'both'
    this.#parked.push({ account: number, under, reason: shown.reason, detail: shown.detail })
  }
}
