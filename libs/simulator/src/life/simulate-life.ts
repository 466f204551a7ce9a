// Plays a customer's life on a movable clock, with the functions that bill and rate everybody and no database.
import type { Registry } from '@farthing/plugin-sdk'
import { type RuleSet, rulesIn } from '@farthing/rules-language'
import { rulesFor } from '../bill/index.ts'
import { checkLife, currencyProblem, subscriptionName } from './check-life.ts'
import { enterFact } from './enter-fact.ts'
import type { LifeResult } from './life-result.ts'
import { startLife } from './life-state.ts'
import type { LifeAccount } from './life-state.ts'
import type { Life, LifeProblem } from './life.ts'
import { parseLife } from './parse-life.ts'
import { renderLife } from './render-life.ts'
import { timeline } from './timeline.ts'
import { workDay } from './work-day.ts'

/** The rules that hold from the beginning, and by name those that a `publish` may bring. */
export interface LifeRules {
  readonly rules: RuleSet
  readonly ruleSets?: ReadonlyMap<string, RuleSet>
}

export type SimulatedLife =
  | { readonly ok: true; readonly result: LifeResult }
  | { readonly ok: false; readonly problems: readonly LifeProblem[] }

/**
 * `life`: the value of a LIFE.json, not yet looked at. Every problem with it is reported at once; nothing is ignored.
 * Asynchronous only because conditions are: it waits for nothing outside.
 */
export async function simulateLife(life: unknown, given: LifeRules, registry: Registry): Promise<SimulatedLife> {
  const parsed = parseLife(life, given.rules.operator.zone, given.rules.units, registry.deeds)
  if (!parsed.ok) return parsed
  const own = rulesOfLife(parsed.life, given)
  const foreign = currencyProblem(parsed.life, given.rules)
  const problems = [...(foreign === null ? [] : [foreign]), ...checkLife(parsed.life, own)]
  if (problems.length > 0) return { ok: false, problems }
  const { rules, ruleSets = new Map() } = given
  const account = accountOf(parsed.life, rules)
  const subscriptions = parsed.life.facts.filter(fact => fact.do === 'subscribe').map(fact => subscriptionName(fact))
  const [only = null, ...others] = subscriptions
  const onlySubscription = others.length === 0 ? only : null
  const state = startLife({ account, registry, rules, ruleSets, onlySubscription })
  let today = account.opened
  for (const event of timeline(parsed.life.facts, account.zone)) {
    today = event.kind === 'day' ? event.day : event.fact.known.toZonedDateTimeISO(account.zone).toPlainDate()
    if (event.kind === 'day') await workDay(state, event.day)
    else await enterFact(state, event.fact)
  }
  return state.problems.length > 0
    ? { ok: false, problems: state.problems }
    : { ok: true, result: renderLife(state, today) }
}

/** For the currency of the account; the rules themselves where they are not for it. */
function rulesOfLife({ account }: Life, { rules, ruleSets = new Map() }: LifeRules): Required<LifeRules> {
  const { currency = rules.operator.currency } = account
  return {
    rules: rulesIn(rules, currency) ?? rules,
    ruleSets: new Map(Array.from(ruleSets, ([name, set]) => [name, rulesFor(set, currency)]))
  }
}

/** The account is as old as the earliest thing that ever happens to it, whenever that becomes known. */
function accountOf({ account, facts }: Life, rules: RuleSet): LifeAccount {
  const days = [...facts.map(fact => fact.on), ...(account.opened === undefined ? [] : [account.opened])]
  const [opened] = days.toSorted((a, b) => Temporal.PlainDate.compare(a, b))
  return {
    id: 'life',
    billDay: account.billDay ?? 1,
    zone: account.zone ?? rules.operator.zone,
    currency: account.currency ?? rules.operator.currency,
    opened: opened ?? Temporal.PlainDate.from('1970-01-01')
  }
}
