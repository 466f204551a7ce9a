export { SubscriptionsModule } from './subscriptions.module.ts'
export { SubscriptionsService } from './subscriptions.service.ts'
export type { NewSubscription, SubscriptionChange, SubscriptionState } from './subscriptions.service.ts'
export { SubscriptionsInBulk, type BulkSubscription } from './subscriptions-in-bulk.ts'
export { PlanCatalogue, type PlanAnswer } from './plan-catalogue.ts'
export { ChangeJudge, type JudgedChange } from './change-judge.ts'
export { canonicalIdentity } from './identity.ts'
export {
  loadStretches,
  stretchesOf,
  writeStretches,
  type IdentityStretch
} from './identity-stretches.ts'
export { subscriptionTables } from './subscriptions.tables.ts'
export type { ChangeRefusal, SubscribeRefusal } from './refusals.ts'
