// Plays policies in a life: messages are sent, services barred, throttled and restored.
import { formatPlace, type RuleRef } from '@farthing/billing-core/values'
import { PluginFault } from '@farthing/plugin-sdk'
import type { Message } from '@farthing/rules-language'
import { parkedBy } from '../bill/index.ts'
import { type DueEffect, type DueEffects, dueEffects } from '../policies/index.ts'
import { UnknownFact } from '../conditions/index.ts'
import { park } from './bill-account.ts'
import { billAhead, factWorld } from './fact-world.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'

/** What was done to a service: 'international' is barred, or data throttled. */
export interface Restriction {
  readonly subscription: string
  /** What is barred; 'data' when it is throttled. */
  readonly what: string
  /** Thousands of bits in a second; null: barred. */
  readonly kilobits: number | null
  readonly since: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  /** The condition that came to hold, as written; of what has run out, that. */
  readonly reason: string
  /** What did it. */
  readonly rule: RuleRef
}

/** Of what a fact or a new day changed. What ends on or before the day is lifted first. */
export async function applyPolicies(state: LifeState, day: Temporal.PlainDate): Promise<void> {
  lift(state, ({ until }) => until !== null && Temporal.PlainDate.compare(until, day) <= 0)
  if (state.ruleBook.at(day)?.policies.length === 0) return
  const bill = billAhead(state, day) // one for all subscriptions: what policies do changes no bill
  for (const { id, terminated } of lifeHistory(state)?.subscriptions ?? []) {
    if (terminated !== null && Temporal.PlainDate.compare(terminated, day) <= 0) continue
    const done = { subscription: state.thresholds.get(id) ?? NOTHING, account: state.thresholds.get(null) ?? NOTHING }
    const own = state.restrictions.filter(({ subscription }) => subscription === id)
    const restricted = new Set(own.map(({ what }) => what))
    const due = await dueOrParked(state, day, dueEffects(factWorld(state, id, day, bill), { done, restricted }))
    if (due === null) continue
    state.thresholds.set(id, due.done.subscription).set(null, due.done.account)
    state.witness?.([due.effects, messagesOf(state, day, due.effects)])
    for (const effect of due.effects) carryOut(state, id, day, effect)
  }
}

const NOTHING: ReadonlySet<string> = new Set()

/** Null: a plugin failed at a fact that a policy asks for, or the bill that says it is parked; and the account is, once. */
async function dueOrParked(
  state: LifeState,
  day: Temporal.PlainDate,
  effects: Promise<DueEffects>
): Promise<DueEffects | null> {
  try {
    return await effects
  } catch (thrown) {
    if (!(thrown instanceof PluginFault || thrown instanceof UnknownFact)) throw thrown
    const parked = thrown instanceof UnknownFact ? thrown.parked : parkedBy(thrown)
    // every day says the same until somebody has looked
    if (!state.parked.some(({ detail, reason }) => detail === parked.detail && reason === parked.reason))
      park(state, day, parked)
    return null
  }
}

function messagesOf(state: LifeState, day: Temporal.PlainDate, effects: readonly DueEffect[]): readonly Message[] {
  const names = new Set(effects.flatMap(({ effect }) => (effect.effect === 'notify' ? [effect.message] : [])))
  return (state.ruleBook.at(day)?.messages ?? []).filter(({ name }) => names.has(name))
}

function carryOut(state: LifeState, subscription: string, day: Temporal.PlainDate, due: DueEffect): void {
  const { effect, ofAccount, reason, rule, until } = due
  switch (effect.effect) {
    case 'notify': {
      const by = effect.channels.length === 0 ? '' : ` by ${effect.channels.join(', ')}`
      const text = `"${effect.message}"${by} to ${ofAccount ? 'the account' : subscription}: ${rule.rule} (${formatPlace(rule)})`
      state.messages.push({ on: day, kind: 'notice', text })
      return
    }
    case 'bar':
      restrict(state, { subscription, what: effect.what, kilobits: null, since: day, until, reason, rule })
      return
    case 'throttle':
      restrict(state, { subscription, what: 'data', kilobits: effect.kilobits, since: day, until, reason, rule })
      return
    case 'restore':
      lift(state, one => one.subscription === subscription && one.what === effect.what)
  }
}

function restrict(state: LifeState, restriction: Restriction): void {
  const { subscription, what } = restriction
  lift(state, one => one.subscription === subscription && one.what === what)
  state.restrictions.push(restriction)
}

function lift(state: LifeState, isOver: (restriction: Restriction) => boolean): void {
  state.restrictions.splice(0, Infinity, ...state.restrictions.filter(one => !isOver(one)))
}
