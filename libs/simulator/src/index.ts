// bill
export { changeBill, computeBill, notChargedAtOnce, OpenBill, servingTariff, taxesOf } from './bill/index.ts'
export { type AllowanceLeft, type Bill, type BillableUsage, type BillInput, type BillResult } from './bill/index.ts'
export { invoicesOf, jointBill, type JointBill, type JointInvoice, wholeInvoice } from './bill/index.ts'
export type { BillPart, StandingGroups } from './bill/index.ts'
export {
  type NetUsage,
  operatorZone,
  type Parked,
  type PublishedRules,
  type RuleBook,
  ruleBook,
  type RuleBooks,
  ruleBooks,
  rulesFor,
  rulesNow
} from './bill/index.ts'
export {
  type LastingUse,
  meterUsage,
  type RealTimeTariff,
  hasTaxes,
  RealTimeTariffs,
  type SubscriptionCredit,
  subscriptionCredits,
  type CycleCredit,
  Unmetered,
  UsageMeter
} from './bill/index.ts'
export { HeldVersions, type SettledUsage, UsageRun } from './bill/index.ts'
export { sinceWhen, tariffSince } from './bill/index.ts'
export { serviceStanding, type ServiceStanding } from './bill/index.ts'
export type { InvoiceTerms } from './bill/index.ts'
export { type CarriedUsage, changedClaims, type Claim, newClaims, type UsageInput } from './bill/index.ts'
export { billedFrom, billedLines, type UsageWindow, usageWindow } from './bill/index.ts'
// adjustments
export { CANCELLED, cancellingReason, debitTaxes, unknownReason } from './adjustments/index.ts'
// points
export { earnedPoints, productsThatGrant } from './points/index.ts'
// commissions
export { commissionSales } from './commissions/index.ts'
// usage
export {
  type Bar,
  bareAddress,
  barOn,
  barText,
  canonicalIdentity,
  heldSpellings,
  identitySpellings,
  partyAddress,
  partyOf
} from './usage/index.ts'
export { LOOKED_AT_FIRST, looksFirst, nextStep, quarantineReasons } from './usage/index.ts'
export {
  eventId,
  otherUseId,
  pieceId,
  noNumberText,
  rateRecord,
  repeatOf,
  SAME_ID_OTHER_USE,
  SubscriberIndex,
  TariffFinder,
  unreadId,
  usageRating,
  useMark,
  waitsFor,
  wholeUse
} from './usage/index.ts'
export type { FoundTariff, RatedRecord, RecordOutcome, SubscriberStretch } from './usage/index.ts'
export type { TariffChoice, UnratedReason, UnratedRecord, UsageRating } from './usage/index.ts'
export { readSubscribers, type ReadSubscribers, type SubscribersProblem } from './usage/index.ts'
export { type UsageLine, UsageLines, type UsageStatus } from './usage/index.ts'
// rerating
export { AccountRepricer, type Repriced, type RepricingWorld, type Unpriced } from './rerating/index.ts'
export { type AffectedSpan, affectedSpans, planIn, plansRated, type RatedClass } from './rerating/index.ts'
// life
export {
  changesNothing,
  closingDay,
  decisive,
  type DueChange,
  dueChange,
  type ForbiddenChange,
  hasEnded,
  identityOf,
  isOfSubscription,
  judgeChange,
  judgeDeed,
  letGoTime,
  movesOfDeed,
  offeredDeed,
  type RequestedTime,
  type RetentionStatus,
  type SaidTime,
  toldBefore,
  unknownSuspension
} from './change-rules/index.ts'
export type { AskedChange } from '@farthing/plugin-sdk'
export {
  type DoneThresholds,
  type DueEffect,
  dueEffects,
  mayRunOut,
  nextLook,
  policyNeeds,
  type PolicyNeeds
} from './policies/index.ts'
export {
  askFacts,
  cycleBill,
  cycleLookBack,
  type FactWorld,
  type GroupMember,
  groupsOn,
  lastDays,
  memberDays,
  ticksUsed,
  type UsageAsked
} from './conditions/index.ts'
export { renderLifeProblem, simulateLife } from './life/index.ts'
export type { LifeProblem, LifeResult, LifeRules, SimulatedLife } from './life/index.ts'
export type {
  LifeBalances,
  LifeCommissionEntry,
  LifeInvoice,
  LifeLine,
  LifeNoteWritten,
  LifeRetention,
  LifeService,
  LifeTransaction,
  LifeUse
} from './life/index.ts'
// examples
export { type ExampleWorld, type Paint, renderExample, type ReportStyle } from './examples/index.ts'
export { runExample, runExamples } from './examples/index.ts'
export type { DifferenceRow, ExampleFailure, ExampleReport } from './examples/index.ts'
// coverage
export { reaches, ruleCoverage, TouchedRules } from './coverage/index.ts'
export type { Counted, FileCoverage, RuleCoverage, UntouchedRule } from './coverage/index.ts'
// why-not
export { type StatementVerdict, type WhyNot, whyNotCharged, type WhyNotInput } from './why-not/why-not-charged.ts'
// settled-use
export { settledUses, type SettledUses, sinceFor, type UseVerdicts, verdictsOn } from './settled-use/index.ts'
export type { RuleVerdict, SettledUse, UseShare } from './settled-use/index.ts'
// impact
export {
  correctingSides,
  correctionDays,
  customerAccounts,
  earliestNews,
  gateDays,
  breaksGates,
  gatesHold,
  isOfNobody,
  impactCustomer,
  impactDates,
  impactJson,
  impactSides,
  ImpactTally
} from './impact/index.ts'
export { sideRating, UseReader, WaitingUses } from './impact/index.ts'
export type { ChargeSum, CustomerAccount, GateCase, GateVerdict, HistogramBar } from './impact/index.ts'
export type { ImpactAccount, ImpactDates, ImpactRange, ImpactReport, ImpactSide, RulesChange } from './impact/index.ts'
export type {
  ImpactSides,
  LaterVersion,
  LineChange,
  LineSide,
  LostUsage,
  MovedLine,
  Mover,
  PlanSum
} from './impact/index.ts'
export type { MadeBills, OpenedSides, PreviousBill, SampleUse, SideUses, TallySettings } from './impact/index.ts'
export type { Use, UseCounts, WaitingRead, WaitingSums } from './impact/index.ts'
// reconcile
export { compareUses, partyKey, ReconciliationTally, UseClusters } from './reconcile/index.ts'
export type {
  ClassSums,
  Comparison,
  Difference,
  DifferenceKind,
  ToldUse,
  Tolerance,
  UseClass
} from './reconcile/index.ts'
