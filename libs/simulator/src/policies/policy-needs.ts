// What has to be known of many accounts before policies are asked about one: read once for a rule book and a day.
import { planOverages, type Registry } from '@farthing/plugin-sdk'
import { askedBy, type RuleSet } from '@farthing/rules-language'
import type { RuleBook } from '../bill/index.ts'
import { factsOf } from '../conditions/index.ts'
import { policiesOn } from './due-effects.ts'

export interface PolicyNeeds {
  /** Facts that conditions of the day may ask, and messages that they send. */
  readonly facts: ReadonlySet<string>
  /** One of them may change with every new day: an age, or a plugin's. */
  readonly daily: boolean
  /** Over what conditions of the day count. */
  readonly windows: CountedOver
  /** Plans and features in some version of which a service that has run out is barred or slowed down. */
  readonly runOut: { readonly plans: ReadonlySet<string>; readonly features: ReadonlySet<string> }
  /** False: nothing is ever done to anybody. */
  readonly acts: boolean
  /** What may change what is wanted of an account, on this day or another; its own facts always may. */
  readonly news: { readonly usage: boolean; readonly money: boolean; readonly groups: boolean }
}

export interface CountedOver {
  /** Some ask what was used in the billing cycle. */
  readonly isUsedInCycle: boolean
  /** Windows of what was used, in days. */
  readonly used: ReadonlySet<number>
  /** The same of what members of a group used. */
  readonly ofGroups: { readonly isInCycle: boolean; readonly windows: ReadonlySet<number> }
  /** The longest window of what was spent, and of all; 0: none. */
  readonly spend: number
  readonly longest: number
}

/** These change by what happens to an account, or when a cycle begins. */
const STEADY = new Set(['plan', 'family', 'state', 'suspension', 'feature', 'used', 'included', 'spend', 'owed'])
const OF_USAGE = ['used', 'included', 'spend']

export function policyNeeds(ruleBook: RuleBook, registry: Registry, today: Temporal.PlainDate): PolicyNeeds {
  const facts = new Set<string>()
  const thresholds = policiesOn(ruleBook, today).flatMap(policy => policy.thresholds)
  const messages = new Map((ruleBook.at(today)?.messages ?? []).map(message => [message.name, message.facts]))
  for (const { condition, effects } of thresholds) {
    for (const fact of factsOf(condition)) facts.add(fact)
    for (const each of effects) {
      if (each.effect === 'notify') for (const fact of messages.get(each.message) ?? []) facts.add(fact)
    }
  }
  const runOut = runningOutBy(ruleBook, registry)
  const runsOut = runOut.plans.size > 0 || runOut.features.size > 0
  const policies = ruleBook.versions.flatMap(({ rules }) => rules.policies)
  const asked = policies.flatMap(each => each.thresholds.flatMap(({ condition }) => askedBy(condition)))
  const everAsked = new Set(asked.map(({ fact }) => fact))
  return {
    facts,
    windows: windowsOf(thresholds.flatMap(({ condition }) => askedBy(condition))),
    daily: [...facts].some(fact => !STEADY.has(fact)),
    runOut,
    acts: policies.length > 0 || runsOut,
    news: {
      usage: runsOut || OF_USAGE.some(fact => everAsked.has(fact)),
      money: everAsked.has('owed'),
      groups: asked.some(isOfGroup)
    }
  }
}

function windowsOf(asked: ReturnType<typeof askedBy>): CountedOver {
  const [ofGroups, own] = [asked.filter(isOfGroup), asked.filter(each => !isOfGroup(each))]
  const daysOf = (all: typeof asked, name: string): number[] =>
    all.flatMap(({ fact, params }) => (fact === name && params.days !== undefined ? [params.days] : []))
  const inCycle = (all: typeof asked): boolean =>
    all.some(({ fact, params }) => fact === 'used' && params.days === undefined)
  const [used, spend, grouped] = [daysOf(own, 'used'), Math.max(0, ...daysOf(own, 'spend')), daysOf(ofGroups, 'used')]
  return {
    isUsedInCycle: inCycle(own),
    used: new Set(used),
    ofGroups: { isInCycle: inCycle(ofGroups), windows: new Set(grouped) },
    spend,
    longest: Math.max(spend, ...used, ...grouped)
  }
}

type Asked = ReturnType<typeof askedBy>[number]

function isOfGroup({ params }: Asked): boolean {
  return params.of === 'group'
}

const runOuts = new WeakMap<RuleBook, PolicyNeeds['runOut']>()

/** Asked again and again of the same rules. */
export function runningOutBy(ruleBook: RuleBook, registry: Registry): PolicyNeeds['runOut'] {
  const named = (products: 'plans' | 'features'): ReadonlySet<string> =>
    new Set(ruleBook.versions.flatMap(({ rules }) => [...runningOut(rules[products], registry)]))
  const known = runOuts.get(ruleBook) ?? { plans: named('plans'), features: named('features') }
  runOuts.set(ruleBook, known)
  return known
}

function* runningOut(products: RuleSet['plans'] | RuleSet['features'], { usageTerms }: Registry): Generator<string> {
  for (const [name, versions] of products) {
    const overages = versions.flatMap(({ rules }) => planOverages(rules, usageTerms))
    if (overages.some(({ runOut }) => runOut !== null)) yield name
  }
}

/** Of an account's subscriptions: whether one may run out of a service and be barred or slowed down. */
export function mayRunOut(
  subscriptions: readonly {
    readonly segments: readonly { plan: string }[]
    readonly features: readonly { feature: string }[]
  }[],
  { runOut }: Pick<PolicyNeeds, 'runOut'>
): boolean {
  return subscriptions.some(
    ({ features, segments }) =>
      segments.some(({ plan }) => runOut.plans.has(plan)) ||
      features.some(({ feature }) => runOut.features.has(feature))
  )
}
