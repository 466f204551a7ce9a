// One fact becomes known: what it does to the life so far.
import type { Fact } from '@farthing/billing-core'
import { ruleBook } from '../bill/index.ts'
import { billAccount } from './bill-account.ts'
import { subscriptionName } from './check-life.ts'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'
import { fail, pay } from './pay-invoices.ts'
import { forgetRating } from './use-service.ts'

export async function enterFact(state: LifeState, fact: LifeFact): Promise<void> {
  switch (fact.do) {
    case 'subscribe':
    case 'change':
    case 'suspend':
    case 'resume':
    case 'terminate':
    case 'charge':
    case 'credit':
      state.facts.push(historyFact(state, fact))
      forgetRating(state)
      return
    case 'use':
      state.uses.push(fact)
      return
    case 'pay':
      pay(state, fact)
      return
    case 'fail':
      fail(state, fact)
      return
    case 'bill':
      billAccount(state, fact.on)
      return
    case 'publish':
      publish(state, fact)
      return
    case 'advance':
      return
  }
}

type Historic = LifeFact<'subscribe' | 'change' | 'suspend' | 'resume' | 'terminate' | 'charge' | 'credit'>

function historyFact(state: LifeState, fact: Historic): Fact {
  const base = {
    // The later in the list holds where two facts agree in everything else.
    id: `fact-${String(fact.number).padStart(6, '0')}`,
    effective: fact.on,
    known: fact.known,
    supersedes: null
  }
  const subscription = fact.do === 'subscribe' ? subscriptionName(fact) : (fact.as ?? state.onlySubscription ?? '')
  switch (fact.do) {
    case 'subscribe':
      return {
        ...base,
        kind: 'subscribed',
        subscription,
        as: subscription,
        plan: fact.plan,
        identities: [subscription, ...(fact.identities ?? [])]
      }
    case 'change':
      return { ...base, kind: 'plan-changed', subscription, plan: fact.plan }
    case 'suspend':
      return { ...base, kind: 'suspended', subscription }
    case 'resume':
      return { ...base, kind: 'resumed', subscription }
    case 'terminate':
      return { ...base, kind: 'terminated', subscription }
    case 'charge':
    case 'credit':
      return {
        ...base,
        kind: 'item',
        amount: fact.do === 'charge' ? fact.amount : -fact.amount,
        description: fact.description ?? (fact.do === 'charge' ? 'Charge' : 'Credit'),
        category: fact.category ?? 'item',
        subscription: fact.as ?? null
      }
  }
}

function publish(state: LifeState, fact: LifeFact<'publish'>): void {
  const rules = state.ruleSets.get(fact.rules)
  if (rules === undefined) throw new Error(`no rule set ${fact.rules}`)
  state.published.push({ from: fact.on, rules })
  state.ruleBook = ruleBook(state.published)
  forgetRating(state)
}
