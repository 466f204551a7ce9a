// One fact becomes known: what it does to the life so far.
import { ruleBook } from '../bill/index.ts'
import { applyPolicies } from './apply-policies.ts'
import { billAccount } from './bill-account.ts'
import { chargeNow } from './charge-now.ts'
import { movePockets } from './deed-moves.ts'
import { type DatedChange, dueFact, isDatedChange, standsBeside, withdraw } from './due-fact.ts'
import { earnCommissions } from './earn-commissions.ts'
import { earnPoints } from './earn-points.ts'
import { subscriptionName } from './check-life.ts'
import { isOfGroup, type LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'
import { enterUse } from './enter-use.ts'
import { fillPocket } from './life-pockets.ts'
import { enterGroup } from './life-groups.ts'
import { isAllowed } from './judge-fact.ts'
import { type HistoricFact, historyFacts } from './history-facts.ts'
import { fail, pay } from './pay-invoices.ts'
import { reverse } from './reverse-payment.ts'
import { forgetRating } from './use-service.ts'

export async function enterFact(state: LifeState, fact: LifeFact): Promise<void> {
  await enter(state, fact)
  const day = fact.known.toZonedDateTimeISO(state.account.zone).toPlainDate()
  if (fact.do !== 'advance') await applyPolicies(state, day)
  earnCommissions(state, day)
  earnPoints(state, day)
}

async function enter(state: LifeState, fact: LifeFact): Promise<void> {
  if (isDatedChange(fact)) return enterChange(state, fact)
  if (isOfGroup(fact)) return enterGroup(state, fact)
  switch (fact.do) {
    case 'withdraw':
      if (withdraw(state, fact)) forgetRating(state)
      return
    case 'subscribe':
    case 'renumber':
    case 'move':
    case 'charge':
    case 'credit':
    case 'tax-place':
    case 'tax-exemption':
    case 'deed':
      await enterHistory(state, fact)
      return
    case 'use':
      enterUse(state, fact)
      return
    case 'top-up':
    case 'grant':
      fillPocket(state, fact)
      return
    case 'pay':
    case 'fail':
    case 'reverse':
      moveMoney(state, fact)
      return
    case 'bill':
      billAccount(state, fact.on, { asked: 'by hand', today: fact.on })
      return
    case 'publish':
      publish(state, fact)
      return
    case 'advance':
      return
  }
}

function moveMoney(state: LifeState, fact: LifeFact<'pay' | 'fail' | 'reverse'>): void {
  if (fact.do === 'pay') pay(state, fact)
  else if (fact.do === 'fail') fail(state, fact)
  else reverse(state, fact)
}

/** On its day, if the rules let it; what it would have replaced stays where they do not. */
async function enterChange(state: LifeState, fact: DatedChange): Promise<void> {
  const before = state.facts.length
  const due = dueFact(state, fact)
  if (due !== null && (await isAllowed(state, due.fact))) {
    state.facts.push(...historyFacts(state, due.fact, due.request))
    if (due.fact.charged === 'now' && !chargeNow(state, due.fact, before)) state.facts.length = before
    forgetRating(state)
  } else state.facts.length = before
}

async function enterHistory(state: LifeState, fact: HistoricFact): Promise<void> {
  if (!(await isAllowed(state, fact))) return
  const before = state.facts.length
  if (!standsBeside(state, fact, historyFacts(state, fact))) return
  if (fact.do === 'deed') movePockets(state, fact)
  if (fact.do === 'subscribe' && !(await signs(state, fact))) state.facts.length = before
  forgetRating(state)
}

/** The contract of a start is judged on the subscription that has started; where it is refused, nothing starts. */
async function signs(state: LifeState, { contract, ...start }: LifeFact<'subscribe'>): Promise<boolean> {
  if (contract === undefined) return true
  const signed = { ...start, ...contract, do: 'deed', to: 'subscription', as: subscriptionName(start) } as const
  if (!(await isAllowed(state, signed))) return false
  state.facts.push(...historyFacts(state, signed).map(told => ({ ...told, id: `${told.id}-contract` })))
  return true
}

function publish(state: LifeState, fact: LifeFact<'publish'>): void {
  const rules = state.ruleSets.get(fact.rules)
  if (rules === undefined) throw new Error(`no rule set ${fact.rules}`)
  state.published.push({ from: fact.on, rules })
  state.ruleBook = ruleBook(state.published)
  forgetRating(state)
}
