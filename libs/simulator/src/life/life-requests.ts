// What waits at the retention desk of a life, and what became of it.
import { compareDates, formatPlace, type RuleRef } from '@farthing/billing-core/values'
import type { Retention } from '@farthing/rules-language'
import {
  closingDay,
  type ForbiddenChange,
  hasEnded,
  type RequestedTime,
  type RetentionStatus
} from '../change-rules/index.ts'
import type { DatedChange } from './due-fact.ts'
import type { DeskFact, LifeFact } from './life.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'

export interface LifeRequest {
  readonly fact: DatedChange
  readonly subscription: string
  readonly time: RequestedTime
  readonly reason: string
  readonly rule: RuleRef
  readonly retention: Retention
  readonly opened: Temporal.PlainDate
  readonly closes: Temporal.PlainDate | null
  status: RetentionStatus
  decided: Temporal.PlainDate | null
  /** Title of the offer that was taken. */
  offer: string | null
}

interface Held {
  readonly fact: DatedChange
  readonly time: RequestedTime
  readonly by: ForbiddenChange
}

/** Onto the work list, or among what was refused. */
export function hold(state: LifeState, { by, fact, time }: Held): void {
  const { reason, retention, rule } = by
  const detail = `${rule.rule} (${formatPlace(rule)})`
  if (retention === null) {
    state.refused.push({ fact: fact.number, reason, detail })
    return
  }
  const opened = dayOf(state, fact)
  const subscription = subscriptionOf(state, fact)
  const held = lifeHistory(state)?.subscriptions.find(({ id }) => id === subscription)
  if (hasEnded(held, opened)) {
    state.refused.push({ fact: fact.number, reason: `it ended on ${held?.terminated}`, detail })
    return
  }
  const before = openRequests(state, subscription).find(({ fact: other }) => isSame(other, fact))
  if (before !== undefined) {
    state.refused.push({ fact: fact.number, reason: `it is at the retention desk since ${before.opened}`, detail })
    return
  }
  const closes = closingDay(retention, opened)
  const standing = { status: 'open', decided: null, offer: null } as const
  state.requests.push({ fact, subscription, time, reason, rule, retention, opened, closes, ...standing })
}

/** The one that waits longest; undefined, and noted, where there is none. */
export function longestWaiting(state: LifeState, fact: DeskFact): LifeRequest | undefined {
  dropEnded(state, dayOf(state, fact))
  const [request] = openRequests(state, subscriptionOf(state, fact))
  if (request === undefined) {
    const reason = `nothing is at the retention desk on ${dayOf(state, fact)}`
    state.refused.push({ fact: fact.number, reason, detail: fact.do })
  }
  return request
}

/** False: none of that kind waits. */
export function withdrawRequest(state: LifeState, fact: LifeFact<'withdraw'>): boolean {
  const own = openRequests(state, subscriptionOf(state, fact)).filter(({ fact: { do: what } }) => what === fact.what)
  for (const request of own) close(request, 'withdrawn', dayOf(state, fact))
  return own.length > 0
}

export function dueRequests({ requests }: LifeState, day: Temporal.PlainDate): LifeRequest[] {
  return requests.filter(({ closes, status }) => status === 'open' && closes !== null && compareDates(closes, day) <= 0)
}

/** Nobody can be kept where the subscription has ended by something else. */
export function dropEnded(state: LifeState, day: Temporal.PlainDate): void {
  const open = state.requests.filter(({ status }) => status === 'open')
  for (const request of open) {
    const held = lifeHistory(state)?.subscriptions.find(({ id }) => id === request.subscription)
    if (hasEnded(held, day)) close(request, 'withdrawn', day)
  }
}

export function close(request: LifeRequest, status: RetentionStatus, day: Temporal.PlainDate): void {
  request.status = status
  request.decided = day
}

export function dayOf({ account }: LifeState, { known }: LifeFact): Temporal.PlainDate {
  return known.toZonedDateTimeISO(account.zone).toPlainDate()
}

function openRequests({ requests }: LifeState, subscription: string): LifeRequest[] {
  return requests.filter(request => request.status === 'open' && request.subscription === subscription)
}

function subscriptionOf({ onlySubscription }: LifeState, { as }: { readonly as?: string }): string {
  return as ?? onlySubscription ?? ''
}

function isSame(a: DatedChange, b: DatedChange): boolean {
  return a.do === b.do && (a.do !== 'feature' || b.do !== 'feature' || (a.feature === b.feature && a.state === b.state))
}
