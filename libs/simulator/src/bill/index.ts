export type { HeldAllowance } from './allowance-book.ts'
export type {
  AllowanceLeft,
  Bill,
  BillableUsage,
  BillInput,
  InvoiceTerms,
  BillResult,
  NetUsage,
  Parked,
  ServiceStanding,
  UsageInput
} from './bill-input.ts'
export { billedFrom } from './billed-from.ts'
export { billedLines } from './billed-lines.ts'
export { roundings } from './roundings.ts'
export { type CarriedUsage, type UsageWindow, usageWindow } from './carried-usage.ts'
export { changedClaims, type Claim, claimsOn, keyOf, newClaims, reachingOf, versionsOf } from './claims-on.ts'
export { changeBill, type ChangeBillInput, notChargedAtOnce } from './change-bill.ts'
export { chargeTargets } from './charge-targets.ts'
export { taxesOf } from './taxing.ts'
export { computeBill, OpenBill } from './compute-bill.ts'
export { invoicesOf, jointBill, type JointBill, type StandingGroups, wholeInvoice } from './joint-bill.ts'
export type { BillPart } from './bill-parts.ts'
export type { AccountBill, InvoiceShare, JointInvoice } from './joint-invoice.ts'
export { HeldTariffs } from './held-tariffs.ts'
export { HeldVersions } from './held-versions.ts'
export { type SettledUsage, UsageRun } from './usage-run.ts'
export { filePieces } from './file-pieces.ts'
export { paidOf } from './paid-of.ts'
export { parkedBy } from './parked-by.ts'
export type { LimitsNow } from './plan-limits.ts'
export { planPlace } from './plan-place.ts'
export { planTraits } from './plan-traits.ts'
export {
  operatorZone,
  pinnedBook,
  type PublishedRules,
  type RuleBook,
  ruleBook,
  type RuleBooks,
  ruleBooks,
  rulesNow,
  rulesFor
} from './rule-book.ts'
export { planRuns } from './plan-runs.ts'
export { arrivedBy, rateAfresh, unknownArrival } from './priced-usage.ts'
export type { ChargedHolder, CycleCredit, RealTimeTariff } from './real-time-tariff.ts'
export { RealTimeTariffs } from './real-time-tariffs.ts'
export { hasTaxes } from './real-time-taxes.ts'
export { type SubscriptionCredit, subscriptionCredits } from './subscription-credits.ts'
export { serviceStanding } from './service-standing.ts'
export { serviceUnit } from './service-unit.ts'
export { rulePieces } from './rule-pieces.ts'
export { servingTariff } from './serving-tariff.ts'
export type { AmountChange } from './amount-changes.ts'
export type { SettledEvent } from './settle-event.ts'
export { type LastingUse, meterUsage, Unmetered, UsageMeter } from './usage-meter.ts'
export { sinceWhen, tariffSince } from './tariff-since.ts'
export { StretchFinder } from './usage-stretch.ts'
export type { UseAtHand, UsageWitness } from './usage-witness.ts'
export { witnessUsage } from './witness-usage.ts'
