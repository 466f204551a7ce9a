// `allow` and `forbid` -> declarations.
import type { ChangeAction } from '../rule-set/change-rule.ts'
import type { Match } from '../signature/match.ts'
import {
  allowFeatureStatement,
  allowPlanStatement,
  allowStateStatement,
  forbidFeatureStatement,
  forbidPlanStatement,
  forbidStateStatement
} from './change-rule-statements.ts'
import type { ChangeRuleDeclaration } from './declarations.ts'
import { lowerValidity } from './lower-tariff.ts'
import { childOf, headSpot, isOf } from './match-parts.ts'
import { retentionStatement } from './retention-statements.ts'

/** Null for every other statement. */
export function lowerChangeRule(match: Match): ChangeRuleDeclaration | null {
  if (isOf(match, forbidPlanStatement) || isOf(match, allowPlanStatement)) {
    return declared(match, match.has('subscribe') ? 'subscribe' : 'change', {
      ...match.slots,
      targets: match.slots.plans
    })
  }
  if (isOf(match, forbidFeatureStatement) || isOf(match, allowFeatureStatement)) {
    const action = match.has('on') ? 'feature on' : 'feature off'
    return declared(match, action, { ...match.slots, targets: [match.slots.feature] })
  }
  if (isOf(match, forbidStateStatement) || isOf(match, allowStateStatement)) {
    const action = match.has('suspend') ? 'suspend' : match.has('resume') ? 'resume' : 'terminate'
    return declared(match, action, { ...match.slots, targets: match.slots.kinds })
  }
  return null
}

interface Slots {
  readonly targets: readonly string[] | undefined
  readonly condition: ChangeRuleDeclaration['condition'] | undefined
  readonly reason?: string
  readonly name: string | undefined
  readonly others: readonly string[] | undefined
}

function declared(match: Match, action: ChangeAction, slots: Slots): ChangeRuleDeclaration {
  return {
    match,
    spot: headSpot(match),
    verb: slots.reason === undefined ? 'allow' : 'forbid',
    action,
    targets: slots.targets ?? [],
    condition: slots.condition ?? null,
    reason: slots.reason ?? '',
    name: slots.name ?? null,
    overrides: slots.others ?? [],
    retention: childOf(match, retentionStatement) ?? null,
    offers: match.children.filter(({ signature }) => signature.tells !== undefined),
    ...lowerValidity(match)
  }
}
