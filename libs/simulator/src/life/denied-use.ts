// What a network that asks before something is used is told no for, whoever would pay: as charging over HTTP tells it.
import type { SubscriptionHistory } from '@farthing/billing-core'
import { containsDate } from '@farthing/billing-core/values'
import { type BillableUsage } from '../bill/index.ts'
import { mayRunOut, runningOutBy } from '../policies/index.ts'
import { type Bar, barOn, barText, canonicalIdentity, partyOf } from '../usage/index.ts'
import type { Restriction } from './apply-policies.ts'
import type { LifeFact } from './life.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { serviceStates } from './service-states.ts'

export interface Refusal {
  readonly reason: string
  readonly detail: string
}

/** Null: nothing stands against the use. */
export function deniedUse(state: LifeState, fact: LifeFact<'use'>, use: BillableUsage): Refusal | null {
  const held = lifeHistory(state)?.subscriptions.find(({ id }) => id === use.subscription)
  if (held === undefined) return null
  const stands = held.segments.find(segment => containsDate(segment, fact.on))
  if (stands?.state === 'suspended') return { reason: 'not-chargeable', detail: `${held.id} is suspended.` }
  const dialling = state.rated.rating?.dialling ?? null
  const party = partyOf(fact.to ?? '', dialling)
  const asked = { service: fact.service, called: use.to, party, day: fact.on.toString() }
  const bar = barOn(barsOf(state, held, fact.on), asked, dialling)
  return bar === undefined ? null : { reason: 'service-barred', detail: barText(bar) }
}

function barsOf(state: LifeState, held: SubscriptionHistory, day: Temporal.PlainDate): Bar[] {
  const dialling = state.rated.rating?.dialling ?? null
  const runsOut = mayRunOut([held], { runOut: runningOutBy(state.ruleBook, state.registry) })
  const restrictions = runsOut ? serviceStates(state, day).restrictions : state.restrictions
  const own = held.identities.map(({ from, identity, until }) => {
    return { identity: canonicalIdentity(identity, dialling), since: from.toString(), until: until?.toString() ?? null }
  })
  const isBar = ({ kilobits, subscription }: Restriction): boolean => kilobits === null && subscription === held.id
  return restrictions.filter(isBar).map(({ reason, since, until, what }) => {
    return { what, reason, own, since: since.toString(), until: until?.toString() ?? null }
  })
}
