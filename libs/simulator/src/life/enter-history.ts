// What happens to an account or a subscription becomes known, if the rules let it happen.
import { chargeNow } from './charge-now.ts'
import { subscriptionName } from './check-life.ts'
import { movePockets } from './deed-moves.ts'
import { type AskedTime, askedTime, type DatedChange, dueFact, pendingPlans, standsBeside } from './due-fact.ts'
import { type HistoricFact, historyFacts } from './history-facts.ts'
import { forbiddenIn, isAllowed } from './judge-fact.ts'
import { hold } from './life-requests.ts'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'
import { forgetRating } from './use-service.ts'

/** On its day, if the rules let it; what it would have replaced stays where they do not. `letGo`: it has been at the retention desk. */
export async function enterChange(
  state: LifeState,
  fact: DatedChange,
  letGo: AskedTime | null = null
): Promise<boolean> {
  const before = state.facts.length
  const asked = letGo ?? askedTime(state, fact)
  const due = dueFact(state, fact, asked)
  const forbidden = due === null ? null : await forbiddenIn(state, due.fact, letGo !== null)
  if (due === null || forbidden !== null) {
    state.facts.length = before
    if (due !== null && forbidden !== null) {
      const settles = pendingPlans(state, fact).map(({ id }) => id)
      hold(state, { fact, time: { ...asked, settles, wished: due.fact.on }, by: forbidden })
    }
    return false
  }
  state.facts.push(...historyFacts(state, due.fact, due.request))
  const isTold = due.fact.charged !== 'now' || chargeNow(state, due.fact, before)
  if (!isTold) state.facts.length = before
  forgetRating(state)
  return isTold
}

export async function enterHistory(state: LifeState, fact: HistoricFact): Promise<boolean> {
  if (!(await isAllowed(state, fact))) return false
  const before = state.facts.length
  if (!standsBeside(state, fact, historyFacts(state, fact))) return false
  if (fact.do === 'deed') movePockets(state, fact)
  if (fact.do === 'subscribe' && !(await signs(state, fact))) state.facts.length = before
  forgetRating(state)
  return true
}

/** The contract of a start is judged on the subscription that has started; where it is refused, nothing starts. */
async function signs(state: LifeState, { contract, ...start }: LifeFact<'subscribe'>): Promise<boolean> {
  if (contract === undefined) return true
  const signed = { ...start, ...contract, do: 'deed', to: 'subscription', as: subscriptionName(start) } as const
  if (!(await isAllowed(state, signed))) return false
  state.facts.push(...historyFacts(state, signed).map(told => ({ ...told, id: `${told.id}-contract` })))
  return true
}
