// A change that the operator's rules forbid does not happen: the customer is told why.
import { type AccountHistory, isHeldOn, placeProblem } from '@farthing/billing-core'
import { formatPlace } from '@farthing/billing-core/values'
import type { AskedChange, Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { decisive, type ForbiddenChange, judgeChange, judgeDeed, toldBefore } from '../change-rules/index.ts'
import { lifeHistory } from './life-history.ts'
import { freeIn } from './deed-moves.ts'
import { factWorld } from './fact-world.ts'
import { historyFacts, type HistoricFact, subscriptionOfDeed } from './history-facts.ts'
import type { LifeFact } from './life.ts'
import { subscriptionName } from './check-life.ts'
import { type LifeState, nothingRated } from './life-state.ts'

/** True when it may happen. Else it is noted among what was refused, but for a deed told again: that is done already. */
export async function isAllowed(state: LifeState, fact: HistoricFact): Promise<boolean> {
  if (fact.do === 'deed') return isOfAnother(state, fact) || mayBeDone(state, fact)
  if (fact.do === 'tax-place') return mayBePlaced(state, fact)
  const forbidden = await forbiddenIn(state, fact, false)
  if (forbidden === null) return true
  const { reason, rule } = forbidden
  state.refused.push({ fact: fact.number, reason, detail: `${rule.rule} (${formatPlace(rule)})` })
  return false
}

/** What refuses it or sends it to the retention desk; null: it may happen. `letGo`: it has been at the desk. */
export async function forbiddenIn(
  state: LifeState,
  fact: Exclude<HistoricFact, { do: 'deed' }>,
  letGo: boolean
): Promise<ForbiddenChange | null> {
  if (isOfAnother(state, fact)) return null
  const asked = askedBy(fact)
  if (asked.length === 0 || !state.ruleBook.versions.some(({ rules }) => judgesChanges(rules, state.registry)))
    return null
  const subscription =
    fact.do === 'subscribe' ? subscriptionName(fact) : (('as' in fact ? fact.as : undefined) ?? state.onlySubscription)
  for (const one of asked) {
    const isOfStart = fact.do === 'subscribe' && one.action !== 'subscribe'
    const world = factWorld(isOfStart ? begun(state, fact) : state, subscription ?? '', fact.on)
    const { forbidden: reasons, applying } = await judgeChange(one, world)
    state.witness?.(applying)
    const forbidden = decisive(reasons, letGo)
    if (forbidden !== undefined) return forbidden
  }
  return null
}

/** Features that come with a start are judged on the subscription that has started. */
function begun(state: LifeState, fact: LifeFact<'subscribe'>): LifeState {
  const facts = [...state.facts, ...historyFacts(state, { ...fact, features: [] })]
  return { ...state, facts, rated: nothingRated() }
}

/** It happened to a subscription while another account held it: that one's rules were asked. */
function isOfAnother(state: LifeState, fact: HistoricFact): boolean {
  const { facts, onlySubscription } = state
  const id = ('as' in fact ? fact.as : undefined) ?? onlySubscription
  const isMoved = facts.some(
    each => each.kind === 'moved' || (each.kind === 'subscribed' && each.account !== undefined)
  )
  if (fact.do === 'subscribe') return fact.account !== undefined
  if (!isMoved || !facts.some(each => each.kind === 'subscribed' && each.subscription === id)) return false
  const held = lifeHistory(state)?.subscriptions.find(each => each.id === id)
  return held === undefined || !isHeldOn(held, fact.on)
}

function mayBePlaced(state: LifeState, { as, number, on }: LifeFact<'tax-place'>): boolean {
  if (as === undefined) return true
  const history = lifeHistory(state)
  const problem = history && placeProblem(history, { subscription: as, day: on })
  if (problem === null) return true
  state.refused.push({ fact: number, reason: problem.detail, detail: 'tax-place' })
  return false
}

/** The plugin that declares the deed says. */
function mayBeDone(state: LifeState, fact: LifeFact<'deed'>): boolean {
  const subscription = subscriptionOfDeed(fact, state)
  const world = factWorld(state, subscription ?? '', fact.on)
  const before = repeated(state, { ...fact, subscription }, world.history)
  if (before !== null && 'known' in before) return false
  const toldOn = fact.known.toZonedDateTimeISO(state.account.zone).toPlainDate()
  const refusal =
    before === null
      ? judgeDeed(fact, { ...world, toldOn, free: freeIn(state, fact) })
      : { reason: before.reason, rule: null }
  if (refusal === null) return true
  const { reason, rule } = refusal
  const detail = rule === null ? fact.deed : `${rule.rule} (${formatPlace(rule)})`
  state.refused.push({ fact: fact.number, reason, detail })
  return false
}

function repeated(
  { registry }: LifeState,
  { deed: name, fields, subscription }: Pick<LifeFact<'deed'>, 'deed' | 'fields'> & { subscription: string | null },
  history: AccountHistory
) {
  const deed = registry.deeds.get(name)
  return deed === undefined ? null : toldBefore(deed, { fields, subscription }, history)
}

function judgesChanges({ changeRules, statements }: RuleSet, { changeJudges }: Registry): boolean {
  return changeRules.length > 0 || statements.some(({ signature }) => changeJudges.has(signature))
}

export function askedBy(fact: HistoricFact): AskedChange[] {
  switch (fact.do) {
    case 'subscribe':
      return [
        { action: 'subscribe', target: fact.plan },
        ...(fact.features ?? []).map((target): AskedChange => ({ action: 'feature on', target }))
      ]
    case 'change':
      return [{ action: 'change', target: fact.plan }]
    case 'feature':
      return [{ action: `feature ${fact.state}`, target: fact.feature }]
    case 'suspend':
      return [{ action: fact.do, target: fact.suspension ?? null }]
    case 'resume':
    case 'terminate':
      return [{ action: fact.do, target: null }]
    case 'renumber':
    case 'move':
    case 'charge':
    case 'credit':
    case 'tax-place':
    case 'tax-exemption':
    case 'move-bill-day':
    case 'deed':
      return []
  }
}
