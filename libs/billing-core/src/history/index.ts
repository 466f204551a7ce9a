export type {
  AcceptedOffer,
  AccountOpened,
  BillDayChanged,
  ChangeRequest,
  ChangeTime,
  DeedDone,
  DeedFields,
  Fact,
  FeatureTurned,
  InvoiceSettled,
  ItemEntered,
  Moved,
  PlanChanged,
  Renumbered,
  StateChanged,
  Subscribed,
  TaxExempted,
  TaxPlaceChanged,
  Withdrawn
} from './fact.ts'
export type {
  AccountHistory,
  DatedBillDay,
  DatedLabel,
  DatedTaxPlace,
  DroppedFact,
  FeatureStretch,
  HeldIdentity,
  PlanSegment,
  Settlement,
  SubscriptionHistory,
  TaxExemption
} from './account-history.ts'
export { accountHistory } from './build-history.ts'
export { dirtyFrom } from './dirty-from.ts'
export { compareFacts, standingFacts } from './standing-facts.ts'
export { accountAlignments } from './alignments.ts'
export { heldOn, labelOn } from './held-identities.ts'
export { daysHeld, holderOn, holdersOf, type HoldingStretch, isHeldOn, wholeLife } from './moved-subscription.ts'
export { daysLeft, goneFrom, leftOn } from './left-on.ts'
export { lastBillDate } from './last-bill-date.ts'
export { madeImpossible } from './made-impossible.ts'
export { nextCycle } from './next-cycle.ts'
export { placeProblem } from './place-problem.ts'
export { type ChangeOfSubscription, pendingChanges, pendingDeeds } from './pending-changes.ts'
