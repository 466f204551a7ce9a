export type { BilledCharge, ChargeDelta, LineDelta, LineReference, LookBack, TargetCharge } from './target-charge.ts'
export { DISCOUNTED, discountedKey } from './discounted-key.ts'
export { FEATURE_SERIES } from './target-charge.ts'
export { type ChargeRules, reconcile } from './reconcile.ts'
