// What policies want done now for one subscription: each threshold once in a billing cycle.
import { accountAlignments, cutPeriod } from '@farthing/billing-core'
import { containsDate, type RuleRef } from '@farthing/billing-core/values'
import type { Policy, PolicyEffect, PolicyThreshold } from '@farthing/rules-language'
import { Fingerprint } from '../bill/fingerprint.ts'
import type { RuleBook } from '../bill/index.ts'
import { CYCLE } from '../bill/usage-stretch.ts'
import { askFacts, conditionText, type FactWorld, holds } from '../conditions/index.ts'

export interface DueEffect {
  readonly effect: PolicyEffect
  /** The first day on which it no longer holds; null for what lasts, and for notices. */
  readonly until: Temporal.PlainDate | null
  /** The condition that came to hold, as it was written. */
  readonly reason: string
  readonly rule: RuleRef
}

/** What was done before for this subscription. */
export interface PolicyMemory {
  /** Thresholds that are done with, each as '2026-03-01 fair-use 91c…': its cycle's first day, policy and content. */
  readonly done: ReadonlySet<string>
  /** What is barred or throttled now. */
  readonly restricted: ReadonlySet<string>
}

export interface DueEffects {
  readonly effects: readonly DueEffect[]
  /** Thresholds that are done with for this cycle, to be told to the next call: those told and these. */
  readonly done: ReadonlySet<string>
}

/** Pure. What restores is due as often as there is something to restore; everything else once in a cycle. */
export async function dueEffects(world: FactWorld, { done, restricted }: PolicyMemory): Promise<DueEffects> {
  const { history, ruleBook, today } = world
  const cycle = cutPeriod(accountAlignments(history), CYCLE, today).days
  const source = askFacts(world)
  const effects: DueEffect[] = []
  const now = new Set(done)
  for (const { name, thresholds } of policiesOn(ruleBook, today)) {
    for (const threshold of thresholds) {
      const { at, condition, effects: wanted } = threshold
      const key = `${cycle.from} ${thresholdName(name, threshold)}`
      const restored = wanted.flatMap(one => (one.effect === 'restore' ? [one.what] : []))
      const isDue = restored.length === 0 ? !now.has(key) : restored.some(what => restricted.has(what))
      if (!isDue || !(await holds(condition, source))) continue
      now.add(key)
      for (const effect of wanted) {
        const ends = 'untilNextCycle' in effect && effect.untilNextCycle
        effects.push({ effect, until: ends ? cycle.until : null, reason: conditionText(condition), rule: at })
      }
    }
  }
  return { effects: slowestLast(effects), done: now }
}

/** Of speeds that are due together the slowest counts, whichever is written first: it comes last. */
function slowestLast(all: readonly DueEffect[]): DueEffect[] {
  const speed = ({ effect }: DueEffect): number => (effect.effect === 'throttle' ? effect.kilobits : Infinity)
  return all.toSorted((a, b) => (speed(a) === speed(b) ? 0 : speed(b) - speed(a)))
}

export function policiesOn(ruleBook: RuleBook, day: Temporal.PlainDate): readonly Policy[] {
  return (ruleBook.at(day)?.policies ?? []).filter(policy => containsDate(policy, day))
}

const names = new WeakMap<PolicyThreshold, string>()

/** By what it says: rules that are published again with other lines before it tell nobody twice. */
function thresholdName(policy: string, threshold: PolicyThreshold): string {
  const known = names.get(threshold)
  if (known !== undefined) return known
  const said = JSON.stringify([threshold.condition, threshold.effects])
  const name = `${policy} ${new Fingerprint().add(said).hex()}`
  names.set(threshold, name)
  return name
}
