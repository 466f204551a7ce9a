// `plan` -> declaration; statements of plugins stay matches until their owners lower them.
import type { Match } from '../signature/match.ts'
import type { PlanDeclaration } from './declarations.ts'
import { lowerValidity } from './lower-tariff.ts'
import { childOf, slotSpot } from './match-parts.ts'
import { familyStatement, type planStatement } from './plan-statements.ts'

export function lowerPlan(match: Match & Match<(typeof planStatement)['slots']>): Omit<PlanDeclaration, 'damaged'> {
  const family = childOf(match, familyStatement)
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    title: match.slots.title,
    ...lowerValidity(match),
    family: family?.slots.family ?? null,
    level: family?.slots.level ?? null,
    statements: match.children.filter(({ signature }) => !signature.id.startsWith('kernel.'))
  }
}
