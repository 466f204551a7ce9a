// Facts of a life as facts of an account's history.
import { type ChangeRequest, type Fact, heldOn, labelOn } from '@farthing/billing-core'
import { lifeHistory } from './life-history.ts'
import { subscriptionName } from './check-life.ts'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'

export type HistoricFact = LifeFact<
  | 'subscribe'
  | 'change'
  | 'feature'
  | 'renumber'
  | 'move'
  | 'suspend'
  | 'resume'
  | 'terminate'
  | 'charge'
  | 'credit'
  | 'tax-place'
  | 'tax-exemption'
  | 'move-bill-day'
  | 'deed'
>

/** The facts of the account's history that one fact of a life tells; known when that is. */
export function historyFacts(state: LifeState, fact: HistoricFact, request: ChangeRequest | null = null): Fact[] {
  const told = historyFact(state, fact)
  if (request !== null) return [{ ...told, request } as Fact]
  if (told.kind !== 'subscribed' || fact.do !== 'subscribe') return [told]
  const { effective, id, known, subscription, supersedes } = told
  const features = [...new Set(fact.features)].map((feature, index): Fact => {
    return { kind: 'feature-on', id: `${id}-${index + 1}`, effective, known, supersedes, subscription, feature }
  })
  return [told, ...features]
}

function historyFact(state: LifeState, fact: HistoricFact): Fact {
  const base = {
    // The later in the list holds where two facts agree in everything else.
    id: `fact-${String(fact.number).padStart(6, '0')}`,
    effective: fact.on,
    known: fact.known,
    supersedes: null
  }
  switch (fact.do) {
    case 'tax-place': {
      const { as: subscription = null, place, taxId = null } = fact
      return { ...base, kind: 'tax-place-changed', subscription, place, taxId }
    }
    case 'tax-exemption': {
      const { certificate, tax, until = null } = fact
      return { ...base, kind: 'tax-exempted', tax, certificate, until }
    }
    case 'move-bill-day':
      return { ...base, kind: 'bill-day-changed', billDay: fact.billDay }
    case 'deed': {
      const { deed, fields } = fact
      return { ...base, kind: 'deed', deed, fields, subscription: subscriptionOfDeed(fact, state) }
    }
    case 'charge':
    case 'credit':
      return { ...base, ...item(fact) }
    default:
      return { ...base, ...ofSubscription(fact, state) }
  }
}

type SubscriptionDeed = Exclude<
  HistoricFact['do'],
  'charge' | 'credit' | 'deed' | 'tax-place' | 'tax-exemption' | 'move-bill-day'
>

function ofSubscription(fact: LifeFact<SubscriptionDeed>, state: LifeState) {
  const { onlySubscription } = state
  const subscription = fact.do === 'subscribe' ? subscriptionName(fact) : (fact.as ?? onlySubscription ?? '')
  switch (fact.do) {
    case 'subscribe':
      return {
        kind: 'subscribed' as const,
        subscription,
        as: subscription,
        plan: fact.plan,
        identities: [subscription, ...(fact.identities ?? [])],
        ...(fact.account === undefined ? {} : { account: fact.account })
      }
    case 'change':
      return { kind: 'plan-changed' as const, subscription, plan: fact.plan }
    case 'feature':
      return { kind: `feature-${fact.state}` as const, subscription, feature: fact.feature }
    case 'renumber':
      return { kind: 'renumbered' as const, subscription, ...newNumber(fact, subscription, state) }
    case 'move': {
      const { from = state.account.id, to = state.account.id } = fact
      return { kind: 'moved' as const, subscription, from, to }
    }
    case 'suspend':
      return { kind: 'suspended' as const, subscription, ...kindOf(fact) }
    case 'resume':
      return { kind: 'resumed' as const, subscription }
    case 'terminate':
      return { kind: 'terminated' as const, subscription }
  }
}

function kindOf({ suspension }: LifeFact<'suspend'>) {
  return suspension === undefined ? {} : { suspension }
}

/** It is called by its number from then on if it was before. */
function newNumber({ instead, on, to }: LifeFact<'renumber'>, id: string, state: LifeState) {
  const held = lifeHistory(state)?.subscriptions.find(subscription => subscription.id === id)
  const from = instead ?? (held && heldOn(held, on)[0]) ?? id
  return { from, to, as: held !== undefined && labelOn(held, on) === from ? to : null }
}

/** Null: it is done to the account. */
export function subscriptionOfDeed(
  { as, to }: LifeFact<'deed'>,
  { onlySubscription }: Pick<LifeState, 'onlySubscription'>
): string | null {
  return to === 'account' || (to === 'either' && as === undefined) ? null : (as ?? onlySubscription ?? '')
}

function item(fact: LifeFact<'charge' | 'credit'>) {
  const [amount, description] = fact.do === 'charge' ? [fact.amount, 'Charge'] : [-fact.amount, 'Credit']
  return {
    kind: 'item',
    amount,
    description: fact.description ?? description,
    category: fact.category ?? 'item',
    subscription: fact.as ?? null,
    ...(fact.do === 'credit' && fact.offer !== undefined ? { offer: fact.offer } : {})
  } as const
}
