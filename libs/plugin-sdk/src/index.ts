// The only library that a plugin imports.
export { definePlugin } from './plugin.ts'
export type { Contributions, ExtensionPoint, Plugin } from './plugin.ts'
export { loadRegistry } from './registry.ts'
export type { LoadedRegistry, PluginSource, Refusal, Registry, RegistryChecks } from './registry.ts'
export { contractDeed, defineDeed, deedFields, deedValues, refusalOf } from './deed.ts'
export type {
  AskedDeed,
  Counterpart,
  Deed,
  DeedField,
  DeedFieldSet,
  DeedRefusal,
  GivenPocket,
  PocketMoves,
  DeedValues,
  GoingOn,
  HeldStatement,
  OfferedDeed
} from './deed.ts'
export { CYCLE, type CycleCharge, cycleCharges } from './cycle-charges.ts'
export { DISCOUNTED, discountedKey } from '@farthing/billing-core'
export { earlierEnd, type Grant, grantsOf, type GrantWords, heldGrant } from './grants.ts'
export { namedAbove, namedOnce } from './named-once.ts'
export { partsOfCoins } from './parts-of-coins.ts'
export { NOTHING_HELD, pocketFault } from './pocket-fault.ts'
export { type OneOff, oneOffCharge } from './one-off-charge.ts'
export { type DeedFieldProblem, quoted, readContract, readDeed, type ReadDeed } from './read-deed.ts'
export type {
  AccountChargeInput,
  AccountChargeType,
  AccountFacts,
  ChargeInput,
  ChargeType,
  RulePiece,
  SubscriptionPieces,
  UsageChange,
  UsageShare,
  UsageTotal
} from './charge-type.ts'
export {
  daysByPrice,
  type DayPrice,
  suspendedPrice,
  type SuspendedPrices,
  suspendedPrices,
  suspendedStatement
} from './suspended-prices.ts'
export { holdsOn, type TimesSince, timesWords } from './times-since.ts'
export { standingCharges } from './standing-charges/index.ts'
export type { Commission, CommissionInput } from './commission.ts'
export type { PointsEarning, PointsInput, PointsInvoice } from './points.ts'
export { GRANTED, type GrantedPocket, type PointsTarget } from '@farthing/billing-core'
export type { Tax } from './tax.ts'
export { MOST_CAP_DAYS } from './usage-limit.ts'
export type { ServiceEffect, UsageCap, UsageMinimum, UsageOverage } from './usage-limit.ts'
export type { OfferEffect, OfferTerm, UsageOffer } from './usage-offer.ts'
export {
  hasLastingGrants,
  namedTariffs,
  planCaps,
  planMinimums,
  planOverages,
  usageGrants,
  usageOffers
} from './usage-terms.ts'
export type { GrantContext, NamedTariff, PlanTerm, UsageTerms } from './usage-terms.ts'
export type {
  EventPiece,
  OpenedUsageFile,
  ParsedEvent,
  ParsedLine,
  ParsedPiece,
  UsageFileContext,
  UsageFormat,
  UsageRecord
} from './usage-format.ts'
export { type DeclaredFormat, installationOf, unknownFormat, usageFormatsOf } from './declared-format.ts'
export { BEHIND_LAST, behindLast, joinedText, type WaitsElsewhere } from './held-pieces.ts'
export { type EventTaker, joinedEvent, UsageEvents } from './usage-events.ts'
export { decimalTicks, FieldScanner, Measures, readValue, UnreadNames, ZonedTimes } from './lines/index.ts'
export { bareText, countedAs, fieldsId, FileTotals, joinedId } from './lines/index.ts'
export {
  callRecord,
  filtered,
  hashHex,
  hashText,
  malformed,
  shortHash,
  tickFault,
  TICKS_PER_SECOND
} from './lines/index.ts'
export type { FieldDialect, FileFigure, MeasureFault, ScanFault, TimeFault, TotalsWords } from './lines/index.ts'
export type { AskedTerm, BindingTerm } from './binding-term.ts'
export type { AskedGroups, InvoiceGrouping } from './invoice-grouping.ts'
export type { AskedChange, ChangeJudge, ChangeOfPlan, ChangeVerdict, PlanPlace } from './change-judge.ts'
export { type Pair, readMatrix, type ReadMatrix } from './read-matrix.ts'
export {
  changeVerdict,
  commissionSales,
  pocketMoves,
  pointsTargets,
  deedRefusal,
  factValue,
  invoiceGroupNames,
  taxRule,
  termEnd
} from './plugin-results.ts'
export { type AskedCharges, chargesOf } from './charge-answer.ts'
export { askPlugin, type AskedPlugin, contributorOf, PluginFault } from './plugin-fault.ts'
export { sdkVersion } from './version.ts'

export {
  childOf,
  childrenOf,
  defineStatement,
  didYouMean,
  exampleSlots,
  isOf,
  nationalDigits,
  nationalSlots,
  nearest,
  normaliseNumber,
  offeredLine,
  ruleText
} from '@farthing/rules-language'
export type {
  AppliesTo,
  BlockSpec,
  DayTimes,
  Diagnostic,
  Dialling,
  LowerContext,
  LowerResult,
  Match,
  MatrixSpec,
  Price,
  Signature,
  Slot,
  SlotSet,
  Span,
  StatementErrors,
  TogetherContext
} from '@farthing/rules-language'
export type { Clawback, CommissionLayer, CommissionPart, CommissionReward } from '@farthing/billing-core'
export type { CommissionSale, CommissionTerms, TrailingPart } from '@farthing/billing-core'
export type { Alignment, AllowanceGrant, CutPeriod, DatedAlignment, PeriodLength } from '@farthing/billing-core'
export type { ProrationMode, Settlement, UndividedPeriod } from '@farthing/billing-core'
export type { TaxCategory, TaxElsewhere, TaxRate, TaxRule } from '@farthing/billing-core'
export type { Fact, FactInput, FactValue } from './fact.ts'
export type { FactSignature, FactType } from '@farthing/rules-language'
export type { ChangeRequest, ChangeTime } from '@farthing/billing-core'
export type { AccountHistory, DeedDone, DeedFields } from '@farthing/billing-core'
export type { PlanSegment, SubscriptionHistory, TargetCharge } from '@farthing/billing-core'
export { accountAlignments, isHeldOn, wholeLife } from '@farthing/billing-core'
export { cutPeriod, endAfter, formatPeriodLength, periodContaining, periodsFrom, prorate } from '@farthing/billing-core'
export { daysHeld, daysLeft, goneFrom } from '@farthing/billing-core'
export { undividedPeriod } from '@farthing/billing-core'
export {
  declaredUnit,
  END_OF_TIME,
  LARGEST_ENTERED,
  formatHeld,
  MICRO,
  UNITS,
  addDays,
  compareDates,
  containsDate,
  date,
  dateText,
  daysIn,
  divide,
  earlierDate,
  formatDecimal,
  formatAmount,
  factPlace,
  formatPlace,
  formatQuantity,
  fromTicks,
  intersect,
  countryCodes,
  countryOf,
  isCountry,
  isPlace,
  isWithin,
  interval,
  isCurrency,
  NO_PLACE,
  partOfCoin,
  laterDate,
  parseDecimal,
  roundTo,
  sameDate,
  split,
  ticksPer,
  toTicks,
  unitName,
  unitNoun,
  zoneOffsets
} from '@farthing/billing-core/values'
export type {
  BaseUnit,
  Explanation,
  Interval,
  Money,
  OpenInterval,
  Quantity,
  Rounding,
  RoundingMode,
  RuleRef,
  SourcePlace,
  Step,
  StepName,
  UnitWord,
  ZoneClock
} from '@farthing/billing-core/values'
