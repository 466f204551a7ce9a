// What a plan's statements say about usage: which tariffs rate it and which allowances cover it.
import type { AllowanceGrant } from '@farthing/billing-core'
import type { Interval, RuleRef } from '@farthing/billing-core/values'
import { askPlugin, pluginOfStatement } from './plugin-fault.ts'
import { usageAnswers } from './plugin-results.ts'
import type { UsageCap, UsageMinimum, UsageOverage } from './usage-limit.ts'
import type { UsageOffer } from './usage-offer.ts'

/** Where and when a grant is asked for. */
export interface GrantContext {
  readonly at: RuleRef
  readonly plan: string
  /** The billing cycle, and the full month of which it may be a part, when the bill day moved. */
  readonly cycle: Interval
  readonly full: Interval
  /** The days of the cycle on which this plan held. */
  readonly days: Interval
}

/**
 * Attached to a statement that stands in a plan. The rating of usage asks every statement of the subscriber's plan for
 * its `tariffs` and takes the one that serves the record's service; billing asks for `grants` once per cycle and plan.
 */
export interface UsageTerms<V = unknown> {
  /** Id of the statement whose values it reads. */
  readonly statement: string
  /** Names of tariffs, in the order written. */
  tariffs?(value: V): readonly string[]
  grants?(value: V, context: GrantContext): readonly AllowanceGrant[]
  /** Whether other subscriptions or later cycles see what it grants: then it is granted in cycles without any use too. */
  outlasts?(value: V): boolean
  /** Exceptions to the tariffs of the plan. */
  offers?(value: V, at: RuleRef): readonly UsageOffer[]
  /** Packs that are bought when allowances have run out; one for a service. */
  overages?(value: V, at: RuleRef): readonly UsageOverage[]
  /** What usage comes to at least, on days on which it costs anything. */
  minimums?(value: V, at: RuleRef): readonly UsageMinimum[]
  /** What usage comes to at most. */
  caps?(value: V, at: RuleRef): readonly UsageCap[]
}

/** The part of a plan's rule that is asked. */
export interface PlanTerm {
  readonly signature: string
  readonly value: unknown
  readonly at: RuleRef
}

type TermsById = ReadonlyMap<string, UsageTerms>

export interface NamedTariff {
  readonly name: string
  /** The plan's rule that names it. */
  readonly by: RuleRef
}

type Asked = keyof typeof usageAnswers
type Answer<K extends Asked> = ReturnType<NonNullable<UsageTerms[K]>>

/** What the terms of each rule answer, in the order written. A plugin that fails is named with its rule: throws PluginFault. */
function askEach<K extends Asked>(
  rules: readonly PlanTerm[],
  terms: TermsById,
  asked: K,
  ask: (term: UsageTerms, rule: PlanTerm) => Answer<K> | undefined
): { readonly by: RuleRef; readonly answer: Answer<K> }[] {
  return rules.flatMap(rule => {
    const term = terms.get(rule.signature)
    if (term?.[asked] === undefined) return []
    const answer = askPlugin(
      () => ask(term, rule),
      usageAnswers[asked],
      () => ({
        what: `usage terms of ${rule.signature}`,
        plugin: pluginOfStatement(rule.signature),
        rules: [rule.at]
      })
    )
    return answer === undefined ? [] : [{ by: rule.at, answer }]
  })
}

/** The tariffs that a plan's rules name, in the order written. */
export function namedTariffs(rules: readonly PlanTerm[], terms: TermsById): NamedTariff[] {
  const named = askEach(rules, terms, 'tariffs', (term, { value }) => term.tariffs?.(value))
  return named.flatMap(({ answer, by }) => answer.map(name => ({ name, by })))
}

/** The allowances that a plan's rules grant in one cycle, in the order written. The second of one id is `id/2`, and so on. */
export function usageGrants(
  rules: readonly PlanTerm[],
  terms: TermsById,
  context: Omit<GrantContext, 'at'>
): AllowanceGrant[] {
  const grants = askEach(rules, terms, 'grants', (term, { at, value }) =>
    term.grants?.(value, { ...context, at })
  ).flatMap(({ answer }) => answer)
  const seen = new Map<string, number>()
  return grants.map(grant => {
    const ordinal = (seen.get(grant.id) ?? 0) + 1
    seen.set(grant.id, ordinal)
    return ordinal === 1 ? grant : { ...grant, id: `${grant.id}/${ordinal}` }
  })
}

/** Whether anything that a plan's rules grant is seen outside its subscription and cycle. */
export function hasLastingGrants(rules: readonly PlanTerm[], terms: TermsById): boolean {
  return askEach(rules, terms, 'outlasts', (term, { value }) => term.outlasts?.(value)).some(({ answer }) => answer)
}

/** The offers of a plan, in the order written. */
export function usageOffers(rules: readonly PlanTerm[], terms: TermsById): UsageOffer[] {
  return askEach(rules, terms, 'offers', (term, { at, value }) => term.offers?.(value, at)).flatMap(
    ({ answer }) => answer
  )
}

export function planOverages(rules: readonly PlanTerm[], terms: TermsById): UsageOverage[] {
  return askEach(rules, terms, 'overages', (term, { at, value }) => term.overages?.(value, at)).flatMap(
    ({ answer }) => answer
  )
}

export function planCaps(rules: readonly PlanTerm[], terms: TermsById): UsageCap[] {
  return askEach(rules, terms, 'caps', (term, { at, value }) => term.caps?.(value, at)).flatMap(({ answer }) => answer)
}

export function planMinimums(rules: readonly PlanTerm[], terms: TermsById): UsageMinimum[] {
  return askEach(rules, terms, 'minimums', (term, { at, value }) => term.minimums?.(value, at)).flatMap(
    ({ answer }) => answer
  )
}
