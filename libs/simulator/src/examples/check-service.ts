// `expect service`, `expect remaining`: how a subscription stands when the line before is done.
import { exactQuantity, formatPlace, formatQuantity, fromTicks, toTicks } from '@farthing/billing-core/values'
import type { Expectation } from '@farthing/rules-language'
import { serviceUnit } from '../bill/index.ts'
import { lifeHistory } from '../life/life-history.ts'
import type { LifeState } from '../life/life-state.ts'
import type { Restriction } from '../life/apply-policies.ts'
import { serviceStates } from '../life/service-states.ts'
import { type Unmet, unmet } from './example-report.ts'
import type { FactBefore } from './fact-before.ts'

type Expected<K> = Extract<Expectation, { readonly expect: K }>

export function serviceDifference(
  { of, state: expected, suspension }: Expected<'service'>,
  state: LifeState,
  { today }: FactBefore
): Unmet | null {
  const found = subscriptionOf(of, state)
  if (found === null) return unmet('there is no such subscription')
  if (found.state !== expected) return unmet(`expected ${found.id} to be ${expected}, and it is ${found.state}`)
  if (suspension !== null && found.suspension !== suspension) {
    const why = found.suspension === undefined ? 'and no kind was said' : `and it is because of ${found.suspension}`
    return unmet(`expected ${found.id} to be suspended because of ${suspension}, ${why}`)
  }
  if (expected !== 'active') return null
  const [restriction] = restrictionsOf(found.id, state, today)
  const stands = restriction === undefined ? parkedText(state, today) : restrictionText(restriction)
  return stands === null ? null : unmet(`expected ${found.id} to be active, and ${stands}`)
}

export function restrictionDifference(
  { of, state: expected, what }: Expected<'restricted'>,
  state: LifeState,
  { today }: FactBefore
): Unmet | null {
  const found = subscriptionOf(of, state)
  if (found === null) return unmet('there is no such subscription')
  const all = restrictionsOf(found.id, state, today)
  const isBar = expected === 'barred'
  if (all.some(one => (one.kilobits === null) === isBar && (what ?? one.what) === one.what)) return null
  const wanted = `${expected}${what === null ? '' : ` on ${what}`}`
  const none = parkedText(state, today) ?? 'nothing is barred or throttled'
  const have = all.length === 0 ? none : all.map(restrictionText).join(', ')
  return unmet(`expected ${found.id} to be ${wanted}, and ${have}`)
}

export function remainingDifference(
  { of, quantity, service }: Expected<'remaining'>,
  state: LifeState,
  { today }: FactBefore
): Unmet | null {
  const found = subscriptionOf(of, state)
  if (found === null) return unmet('there is no such subscription')
  const standing = serviceStates(state, today).standing.find(
    one => one.subscription === found.id && one.service === service
  )
  if (standing === undefined) {
    return unmet(parkedText(state, today) ?? `the plan of ${found.id} includes no ${service}`)
  }
  const { left } = standing
  const unit = serviceUnit(service, state.ruleBook.at(today)) ?? quantity?.unit ?? 'event'
  const isInUnit = quantity === null || quantity.unit === unit
  if (isInUnit && left === (quantity === null ? null : toTicks(quantity))) return null
  const rest = left === null ? null : fromTicks(left, unit)
  const alike = rest !== null && quantity !== null && formatQuantity(rest) === formatQuantity(quantity)
  const text = alike ? exactQuantity : formatQuantity
  const have = rest === null ? 'it is unlimited' : `${text(rest)} are left`
  const wanted = quantity === null ? `${service} to be unlimited` : `${text(quantity)} of ${service} to be left`
  return unmet(`expected ${wanted}, and ${have}`)
}

interface Found {
  readonly id: string
  readonly state: 'active' | 'suspended' | 'terminated'
  /** Its kind. */
  readonly suspension: string | undefined
}

function subscriptionOf(of: string | null, state: LifeState): Found | null {
  const subscriptions = lifeHistory(state)?.subscriptions ?? []
  const found = subscriptions.find(({ id }) => id === (of ?? state.onlySubscription))
  const last = found?.segments.at(-1)
  if (found === undefined || last === undefined) return null
  const { state: now, suspension } = last
  return { id: found.id, state: found.terminated === null ? now : 'terminated', suspension }
}

function restrictionsOf(subscription: string, state: LifeState, today: Temporal.PlainDate): Restriction[] {
  return serviceStates(state, today).restrictions.filter(one => one.subscription === subscription)
}

/** Why nothing can be said of services; null when it can. */
function parkedText(state: LifeState, today: Temporal.PlainDate): string | null {
  const { parked } = serviceStates(state, today)
  return parked === null ? null : `the account is parked, ${parked.reason}: ${parked.detail}`
}

function restrictionText({ kilobits, rule, what }: Restriction): string {
  const done = kilobits === null ? 'barred' : `throttled to ${kilobits} kbit per second`
  return `${what} is ${done} by ${rule.rule} (${formatPlace(rule)})`
}
