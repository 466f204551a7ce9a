// May a change happen? What no rule forbids is allowed; a rule that another one overrides, while that applies, does not count.
import { containsDate, type RuleRef } from '@farthing/billing-core/values'
import { type AskedChange, PluginFault } from '@farthing/plugin-sdk'
import type { ChangeRule, Retention } from '@farthing/rules-language'
import { askFacts, type FactWorld, holds, UnknownFact } from '../conditions/index.ts'
import { asLeft } from './plan-left.ts'
import { pluginVerdicts } from './plugin-verdicts.ts'

/** A rule that forbids the change: what the customer is told, and where it stands. */
export interface ForbiddenChange {
  readonly reason: string
  readonly rule: RuleRef
  /** Null: who asks is refused. Else the request may go to the retention desk. */
  readonly retention: Retention | null
}

export interface Judgement {
  /** In order of the rules' places; empty: allowed. */
  readonly forbidden: readonly ForbiddenChange[]
  /** The rules that had a say, those that were overridden included. */
  readonly applying: readonly RuleRef[]
}

/** The operator's rules, and the statements of plugins that judge changes: all of them must agree. One that fails has not agreed, nor does a condition on what is not known. */
export async function judgeChange(asked: AskedChange, world: FactWorld): Promise<Judgement> {
  try {
    return await judge(asked, world)
  } catch (fault) {
    if (!(fault instanceof PluginFault || fault instanceof UnknownFact)) throw fault
    const [rule = A_CONDITION] = fault instanceof PluginFault ? fault.rules : []
    return { forbidden: [{ reason: fault.message, rule, retention: null }], applying: [] }
  }
}

/** The rule that decides: one that refuses before one that sends to the retention desk. `letGo`: it has been there. */
export function decisive(forbidden: readonly ForbiddenChange[], letGo: boolean): ForbiddenChange | undefined {
  return forbidden.find(({ retention }) => retention === null) ?? (letGo ? undefined : forbidden[0])
}

const A_CONDITION: RuleRef = { rule: 'a condition', file: '', line: 0, column: 0 }

async function judge(asked: AskedChange, standing: FactWorld): Promise<Judgement> {
  const judgements: Judgement[] = []
  for (const world of asLeft(asked, standing)) judgements.push(await judgeIn(asked, world))
  return { forbidden: judgements.flatMap(each => each.forbidden), applying: judgements.flatMap(each => each.applying) }
}

async function judgeIn(asked: AskedChange, world: FactWorld): Promise<Judgement> {
  const { forbidden, applying } = await byRules(asked, world)
  const verdicts = pluginVerdicts(asked, world)
  const refused = verdicts.flatMap(each => {
    return each.allowed ? [] : [{ reason: each.reason, rule: each.rule, retention: null }]
  })
  return { forbidden: [...forbidden, ...refused], applying: [...applying, ...verdicts.map(({ rule }) => rule)] }
}

async function byRules(asked: AskedChange, world: FactWorld): Promise<Judgement> {
  const rules = (world.ruleBook.at(world.today)?.changeRules ?? []).filter(rule => isAbout(rule, asked, world.today))
  if (rules.every(({ verb }) => verb === 'allow')) return { forbidden: [], applying: [] }
  const source = askFacts(world)
  const applying: ChangeRule[] = []
  for (const rule of rules) if (await holds(rule.condition, source)) applying.push(rule)
  const forbidden = applying
    .filter(rule => rule.verb === 'forbid' && !isOverridden(rule, applying))
    .map(({ at, reason, retention }) => ({ reason, rule: at, retention }))
    .sort((a, b) => (a.rule.file < b.rule.file ? -1 : a.rule.file > b.rule.file ? 1 : a.rule.line - b.rule.line))
  return { forbidden, applying: applying.map(({ at }) => at) }
}

function isAbout({ action, from, targets, until }: ChangeRule, asked: AskedChange, day: Temporal.PlainDate): boolean {
  const isThis = targets.length === 0 || (asked.target !== null && targets.includes(asked.target))
  return action === asked.action && containsDate({ from, until }, day) && isThis
}

/** The checker has refused circles. */
function isOverridden(rule: ChangeRule, applying: readonly ChangeRule[]): boolean {
  const { name } = rule
  return name !== null && applying.some(other => other.overrides.includes(name) && !isOverridden(other, applying))
}
