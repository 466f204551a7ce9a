// What policies want done now for one subscription: each threshold once in a billing cycle, or in its window of days.
import { accountAlignments, cutPeriod } from '@farthing/billing-core'
import { containsDate, type Interval, type RuleRef } from '@farthing/billing-core/values'
import type { Policy, PolicyEffect, PolicyThreshold } from '@farthing/rules-language'
import type { RuleBook } from '../bill/index.ts'
import { CYCLE } from '../bill/usage-stretch.ts'
import { askFacts, conditionText, type FactWorld, holds } from '../conditions/index.ts'
import {
  doneMark,
  type KnownThreshold,
  knownThreshold,
  type LookDays,
  mayAct,
  restoredMark
} from './known-threshold.ts'

export interface DueEffect {
  readonly effect: PolicyEffect
  /** A notice that is told of the account; else of the subscription. */
  readonly ofAccount: boolean
  /** The first day on which it no longer holds; null for what lasts, and for notices. */
  readonly until: Temporal.PlainDate | null
  /** The condition that came to hold, as it was written. */
  readonly reason: string
  readonly rule: RuleRef
}

/** Thresholds that are done with, each as '2026-03-01 fair-use 91c…', and what policies restored, '2026-03-09 restored: data'. */
export interface DoneThresholds {
  readonly subscription: ReadonlySet<string>
  /** Notices that were told of the account. */
  readonly account: ReadonlySet<string>
}

/** What was done before. */
export interface PolicyMemory {
  readonly done: DoneThresholds
  /** What is barred or throttled of the subscription now. */
  readonly restricted: ReadonlySet<string>
}

export interface DueEffects {
  readonly effects: readonly DueEffect[]
  /** To be told to the next call: what was told and what came. */
  readonly done: DoneThresholds
}

/** Pure. What restores is due as often as there is something to restore; everything else as `mayAct` says. */
export async function dueEffects(world: FactWorld, memory: PolicyMemory): Promise<DueEffects> {
  const { ruleBook, today } = world
  const source = askFacts(world)
  const look = new Look(world, memory)
  for (const { name, thresholds } of policiesOn(ruleBook, today)) {
    for (const threshold of thresholds) {
      const due = look.dueOf(name, threshold)
      if (due.length > 0 && (await holds(threshold.condition, source))) look.act(name, threshold, due)
    }
  }
  return { effects: slowestLast(look.effects), done: look.done }
}

/** One subscription on one day: what is done with, and what is to be done. */
class Look {
  readonly effects: DueEffect[] = []
  readonly done: { readonly subscription: Set<string>; readonly account: Set<string> }
  readonly #world: FactWorld
  readonly #cycle: Interval
  readonly #restricted: ReadonlySet<string>

  constructor(world: FactWorld, { done, restricted }: PolicyMemory) {
    this.done = { subscription: new Set(done.subscription), account: new Set(done.account) }
    this.#world = world
    this.#cycle = cutPeriod(accountAlignments(world.history), CYCLE, world.today).days
    this.#restricted = restricted
  }

  get #days(): LookDays {
    return { today: this.#world.today, cycle: this.#cycle.from }
  }

  /** What it would do if its condition held. */
  dueOf(policy: string, threshold: PolicyThreshold): readonly PolicyEffect[] {
    const known = knownThreshold(policy, threshold)
    const due = (done: ReadonlySet<string>): boolean => mayAct(known, done, this.#restricted, this.#days)
    const isDue = due(this.done.subscription)
    if (!known.isOfAccount) return isDue ? threshold.effects : []
    const isTold = this.done.account.has(this.#toldMark(known)) || !due(this.done.account)
    return threshold.effects.filter(({ effect }) => (effect === 'notify' ? !isTold : isDue))
  }

  act(policy: string, threshold: PolicyThreshold, due: readonly PolicyEffect[]): void {
    const known = knownThreshold(policy, threshold)
    const { at: rule, condition } = threshold
    const { account, subscription } = this.done
    const { today } = this.#world
    for (const effect of due) {
      const ofAccount = known.isOfAccount && effect.effect === 'notify'
      if (ofAccount) account.add(this.#toldMark(known))
      else subscription.add(doneMark(known, this.#days))
      this.effects.push({ effect, ofAccount, until: this.#endOf(effect), reason: conditionText(condition), rule })
    }
    for (const what of known.restores) {
      if (!this.#restricted.has(what) || !this.#isRestrictedOverDays(what)) continue
      for (const done of [subscription, account]) done.add(restoredMark(what, today))
    }
  }

  /** Of an account a notice goes once a day at most, whatever becomes of its subscriptions. */
  #toldMark(known: KnownThreshold): string {
    return known.restores.length > 0 ? `${this.#world.today} ${known.name}` : doneMark(known, this.#days)
  }

  #endOf(effect: PolicyEffect): Temporal.PlainDate | null {
    if (!('untilNextCycle' in effect)) return null
    if (effect.forDays !== undefined) return this.#world.today.add({ days: effect.forDays })
    return effect.untilNextCycle ? this.#cycle.until : null
  }

  #isRestrictedOverDays(what: string): boolean {
    const { ruleBook, today } = this.#world
    return policiesOn(ruleBook, today).some(({ name, thresholds }) =>
      thresholds.some(threshold => {
        const { days, restricts } = knownThreshold(name, threshold)
        return days !== null && restricts.includes(what)
      })
    )
  }
}

/** Of speeds that are due together the slowest counts, whichever is written first: it comes last. */
function slowestLast(all: readonly DueEffect[]): DueEffect[] {
  const speed = ({ effect }: DueEffect): number => (effect.effect === 'throttle' ? effect.kilobits : Infinity)
  return all.toSorted((a, b) => (speed(a) === speed(b) ? 0 : speed(b) - speed(a)))
}

export function policiesOn(ruleBook: RuleBook, day: Temporal.PlainDate): readonly Policy[] {
  return (ruleBook.at(day)?.policies ?? []).filter(policy => containsDate(policy, day))
}
