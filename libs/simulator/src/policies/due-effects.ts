// What policies want done now for one subscription: each threshold once in a billing cycle.
import { accountAlignments, cutPeriod } from '@farthing/billing-core'
import { containsDate, type RuleRef } from '@farthing/billing-core/values'
import type { PolicyEffect } from '@farthing/rules-language'
import { CYCLE } from '../bill/usage-stretch.ts'
import { askFacts, type FactWorld, holds } from '../conditions/index.ts'

export interface DueEffect {
  readonly effect: PolicyEffect
  /** The first day on which it no longer holds; null for what lasts, and for notices. */
  readonly until: Temporal.PlainDate | null
  readonly rule: RuleRef
}

/** What was done before for this subscription. */
export interface PolicyMemory {
  /** Thresholds that are done with for their cycle. */
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
  for (const { thresholds } of (ruleBook.at(today)?.policies ?? []).filter(policy => containsDate(policy, today))) {
    for (const { at, condition, effects: wanted } of thresholds) {
      const key = `${cycle.from} ${at.file}:${at.line}:${at.column}`
      const restored = wanted.flatMap(one => (one.effect === 'restore' ? [one.what] : []))
      const isDue = restored.length === 0 ? !now.has(key) : restored.some(what => restricted.has(what))
      if (!isDue || !(await holds(condition, source))) continue
      now.add(key)
      for (const effect of wanted) {
        const ends = 'untilNextCycle' in effect && effect.untilNextCycle
        effects.push({ effect, until: ends ? cycle.until : null, rule: at })
      }
    }
  }
  return { effects, done: now }
}
