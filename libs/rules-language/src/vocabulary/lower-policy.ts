// `policy` -> declaration.
import type { Condition } from '../conditions/condition.ts'
import type { PolicyEffect } from '../rule-set/policy.ts'
import type { Match } from '../signature/match.ts'
import type { PolicyDeclaration } from './declarations.ts'
import { lowerValidity } from './lower-tariff.ts'
import { isOf, slotSpot } from './match-parts.ts'
import {
  policyBarStatement,
  policyNotifyStatement,
  policyRestoreStatement,
  type policyStatement,
  policyThrottleStatement
} from './policy-statements.ts'

export function lowerPolicy(match: Match & Match<(typeof policyStatement)['slots']>): PolicyDeclaration {
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    ...lowerValidity(match),
    thresholds: match.children.flatMap(child => {
      const effects = effectsOf(child)
      const condition = child.slots['condition'] as Condition | undefined
      return effects.length === 0 || condition === undefined ? [] : [{ match: child, condition, effects }]
    })
  }
}

function effectsOf(match: Match): PolicyEffect[] {
  if (isOf(match, policyNotifyStatement)) {
    const { message, channels } = match.slots
    return [{ effect: 'notify', message, channels: channels ?? [] }]
  }
  const first = serviceEffect(match)
  const { also, alsoby } = match.slots as { also?: string; alsoby?: readonly string[] }
  if (first === null) return []
  return also === undefined ? [first] : [first, { effect: 'notify', message: also, channels: alsoby ?? [] }]
}

function serviceEffect(match: Match): PolicyEffect | null {
  if (isOf(match, policyBarStatement)) return { effect: 'bar', what: match.slots.what, ...endingOf(match) }
  if (isOf(match, policyRestoreStatement)) return { effect: 'restore', what: match.slots.what }
  if (!isOf(match, policyThrottleStatement)) return null
  const kilobits = match.slots.speed * (match.has('Mbit') ? 1000 : 1)
  return { effect: 'throttle', kilobits, ...endingOf(match) }
}

/** What says no days has none: thresholds are known by what they say. */
function endingOf(match: Match): { readonly untilNextCycle: boolean; readonly forDays?: number } {
  const { length: forDays } = match.slots as { length?: number }
  return { untilNextCycle: match.has('until next cycle'), ...(forDays !== undefined && { forDays }) }
}
