// `plan` and `feature` -> declarations; statements of plugins stay matches until their owners lower them.
import type { Match } from '../signature/match.ts'
import type { PlanDeclaration, ProductDeclaration } from './declarations.ts'
import { lowerVersion } from './lower-tariff.ts'
import { childOf, slotSpot } from './match-parts.ts'
import { familyStatement, type featureStatement, type planStatement } from './plan-statements.ts'

export function lowerPlan(match: Match & Match<(typeof planStatement)['slots']>): Omit<PlanDeclaration, 'damaged'> {
  const family = childOf(match, familyStatement)
  return { ...lowerFeature(match), family: family?.slots.family ?? null, level: family?.slots.level ?? null }
}

type Titled = Match & Match<(typeof planStatement | typeof featureStatement)['slots']>

export function lowerFeature(match: Titled): Omit<ProductDeclaration, 'damaged'> {
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    title: match.slots.title,
    ...lowerVersion(match),
    statements: match.children.filter(({ signature }) => !signature.id.startsWith('kernel.'))
  }
}
