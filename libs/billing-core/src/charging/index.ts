export type { BilledCharge, ChargeDelta, LineDelta, LineReference, LookBack, TargetCharge } from './target-charge.ts'
export { FEATURE_SERIES } from './target-charge.ts'
export { reconcile } from './reconcile.ts'
