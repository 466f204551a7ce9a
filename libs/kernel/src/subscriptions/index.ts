export { SubscriptionsModule } from './subscriptions.module.ts'
export { SubscriptionsService } from './subscriptions.service.ts'
export type { SubscriptionState } from './subscription-recorder.ts'
export { SubscriptionMoves } from './moves.service.ts'
export type { NewSubscription } from './subscription-starts.ts'
export type { SubscriptionChange } from './subscription-change.ts'
export { RenumberingService } from './renumbering.service.ts'
export { SubscriptionsInBulk, type BulkSubscription } from './subscriptions-in-bulk.ts'
export { PlanCatalogue, type PlanAnswer } from './plan-catalogue.ts'
export { type AskedTime, ChangeJudge, type JudgedChange } from './change-judge.ts'
export { ChargeAtOnce, type ChangeToCharge } from './charge-at-once.ts'
export { type RetainedChange, RetentionDesk } from './retention-desk.ts'
export { CHANGE_REFUSED } from './refused-statuses.ts'
export { askedBy } from './judged-change.ts'
export { subscriptionLabels } from './subscription-labels.ts'
export { ContractSigning, type PreparedSigning, type SigningDay } from './contract-signing.ts'
export {
  loadStretches,
  loadStretchesWith,
  stretchesOf,
  writeStretches,
  type IdentityStretch
} from './identity-stretches.ts'
export { lostSince } from './lost-since.ts'
export { type LostStretch, UsageFollows } from './lost-stretches.ts'
export { subscriptionTables } from './subscriptions.tables.ts'
export type { ChangeRefusal, SubscribeRefusal } from './refusals.ts'
