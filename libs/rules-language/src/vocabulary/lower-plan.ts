// `plan` and `feature` -> declarations; statements of plugins stay matches until their owners lower them.
import type { Match } from '../signature/match.ts'
import type {
  AtEndDeclaration,
  PaymentDeclaration,
  PlanDeclaration,
  ProductDeclaration,
  RatingDeclaration
} from './declarations.ts'
import { lowerVersion } from './lower-tariff.ts'
import { childOf, headSpot, slotSpot, written } from './match-parts.ts'
import { payStatement, rateStatement } from './payment-statements.ts'
import { familyStatement, type featureStatement, type planStatement } from './plan-statements.ts'

export function lowerPlan(match: Match & Match<(typeof planStatement)['slots']>): Omit<PlanDeclaration, 'damaged'> {
  const family = childOf(match, familyStatement)
  return {
    ...lowerFeature(match),
    ...{ family: family?.slots.family ?? null, level: family?.slots.level ?? null },
    ...{ payment: paymentOf(match), rating: ratingOf(match) }
  }
}

function paymentOf(plan: Match): PaymentDeclaration | null {
  const match = childOf(plan, payStatement)
  if (match === undefined) return null
  const mode = match.has('prepaid') ? 'prepaid' : match.has('hybrid') ? 'hybrid' : 'bill'
  return { mode, limit: written(match, 'limit', match.slots.limit), atEnd: atEndOf(match), spot: headSpot(match) }
}

function atEndOf(match: Match & Match<(typeof payStatement)['slots']>): AtEndDeclaration | null {
  if (!match.has('at the end')) return null
  const { filter, server } = match.slots
  const spot = headSpot(match)
  if (match.has('redirect to')) return { action: 'redirect', to: written(match, 'server', server), spot }
  if (match.has('terminate')) return { action: 'terminate', to: null, spot }
  return { action: 'restrict', to: written(match, 'filter', filter), spot }
}

function ratingOf(plan: Match): RatingDeclaration | null {
  const match = childOf(plan, rateStatement)
  if (match === undefined) return null
  const value = match.has('at billing') ? 'billing' : match.has('in real time') ? 'real-time' : 'arrival'
  return { value, limit: written(match, 'limit', match.slots.limit), spot: headSpot(match) }
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
