export { AccountRepricer, type Repriced, type RepricingWorld } from './account-repricer.ts'
export type { Unpriced } from './account-repricer.ts'
export { type AffectedSpan, affectedSpans, type RatedClass } from './affected-spans.ts'
export { planIn, plansRated } from './plans-rated.ts'
