// values
export { LARGEST_ENTERED, MAX_STORED_MICRO, MICRO, formatDecimal, parseDecimal, storable } from './values/index.ts'
export { type Rounding, type RoundingMode, divide, roundTo, split } from './values/index.ts'
export { type CurrencyExponent, currencyCodes, currencyExponent, isCurrency, minorUnit } from './values/index.ts'
export { type Money, addMoney, compareMoney, formatAmount, formatMoney, money, partOfCoin } from './values/index.ts'
export { documentNumber, INVOICE_NUMBERS, type NumberedBy, numberIn } from './values/index.ts'
export { type NumberForm, type NumberSeries, seriesIn } from './values/index.ts'
export { negateMoney, roundMoney, subtractMoney } from './values/index.ts'
export { type BaseUnit, type Quantity, type UnitWord, UNITS, addQuantity, fromTicks } from './values/index.ts'
export { formatQuantity, quantity, ticksPer, toTicks } from './values/index.ts'
export { formatParts, heldAmount, type HeldAmount, type HeldUnit, partDecimals, unitName } from './values/index.ts'
export { type Interval, type OpenInterval, containsDate, date, daysBetween, daysIn } from './values/index.ts'
export { earlierDate, epochDay, intersect, interval, isEmpty, laterDate } from './values/index.ts'
export { isPlace, NO_PLACE } from './values/index.ts'
export { type Explanation, type RuleRef, type SourcePlace, type Step, type StepName } from './values/index.ts'
export { STEP_NAMES, formatPlace } from './values/index.ts'
export { type ZoneClock, isZone, startOfDayMs, zoneOffsets } from './values/index.ts'
// periods
export {
  type Alignment,
  endAfter,
  type PeriodLength,
  formatPeriodLength,
  periodContaining,
  periodsFrom
} from './periods/index.ts'
export { billDates, checkBillDay, nextBillDate } from './periods/index.ts'
export { type CutPeriod, type DatedAlignment, cutPeriod } from './periods/index.ts'
export { type UndividedPeriod, undividedPeriod } from './periods/index.ts'
// proration
export { PRORATION_MODES, type Prorated, type ProrationBasis, type ProrationMode } from './proration/index.ts'
export { daysOf30, prorate } from './proration/index.ts'
// usage
export { type Allowance, type AllowanceGrant, type CoverableEvent, type CoverPart } from './usage/index.ts'
export { checkTicks, coverEvent } from './usage/index.ts'
// history
export {
  type AcceptedOffer,
  type AccountOpened,
  type BillDayChanged,
  type Fact,
  type InvoiceSettled
} from './history/index.ts'
export { type ItemEntered, type PlanChanged, type StateChanged, type Subscribed } from './history/index.ts'
export { type DeedDone, type DeedFields } from './history/index.ts'
export { type Withdrawn, type AccountHistory, type DatedBillDay, type DroppedFact } from './history/index.ts'
export { type DatedTaxPlace, type TaxExempted, type TaxExemption, type TaxPlaceChanged } from './history/index.ts'
export { type HeldIdentity, type PlanSegment, type Settlement, type SubscriptionHistory } from './history/index.ts'
export {
  accountAlignments,
  accountHistory,
  compareFacts,
  daysHeld,
  daysLeft,
  dirtyFrom,
  goneFrom,
  heldOn,
  labelOn,
  lastBillDate,
  leftOn
} from './history/index.ts'
export {
  type ChangeOfSubscription,
  madeImpossible,
  nextCycle,
  pendingChanges,
  pendingDeeds,
  standingFacts
} from './history/index.ts'
export { holderOn, holdersOf, type HoldingStretch, placeProblem } from './history/index.ts'
export { type ChangeRequest, type ChangeTime, isHeldOn, type Moved, wholeLife } from './history/index.ts'
// hierarchy
export { type ChildBilling, heldFrom, Hierarchy, type ParentEntry } from './hierarchy/index.ts'
// charging
export { type BilledCharge, type ChargeDelta, type LineDelta, type LineReference } from './charging/index.ts'
export { DISCOUNTED, discountedKey, keyedAsBilled, typeOfKey } from './charging/index.ts'
export { type ChargeRules, FEATURE_SERIES, type LookBack, type TargetCharge, reconcile } from './charging/index.ts'
// taxes
export { type AppliedTax, type InvoiceTax, type TaxCategory, type TaxElsewhere, type TaxRate } from './taxes/index.ts'
export {
  type TaxRule,
  type TaxTreatment,
  decideTaxes,
  supplyPlace,
  grossPrice,
  pricedAmount,
  priceOfGross,
  pricePaid,
  reckonTaxes,
  taxesInOrder,
  treatmentKey
} from './taxes/index.ts'
export type { SupplyPlace, TaxDecision, TaxedCustomer, TaxedSupply } from './taxes/index.ts'
// invoicing
export { type CreditUse, type Invoice, type InvoiceInput, type InvoiceLine } from './invoicing/index.ts'
export { invoiceTold, type ToldInvoice } from './invoicing/index.ts'
export { dueWhenIssued } from './invoicing/index.ts'
export { type LineGroup, type LineSection, buildInvoice, invoiceOf } from './invoicing/index.ts'
export { groupLines, lineReason, lineSentence, type SaidLine, useCredit } from './invoicing/index.ts'
export { linesTold, taxesTold } from './invoicing/index.ts'
// adjustments
export { type CreditAsked, type CreditRefusal, drawCredit, type LeftToCredit } from './adjustments/index.ts'
export { grossOf, type LineShare, lineShares, sumOfGross, taxesOfShares } from './adjustments/index.ts'
export { without, withoutAmounts } from './adjustments/index.ts'
export { type DebitAsked, type DebitedBy, type DebitRefusal, type DebitTaxing, drawDebit } from './adjustments/index.ts'
export { negatedLine, NOTE_SERIES, notedLines, type NoteLine } from './adjustments/index.ts'
export { type BondRefusal, refusedBond } from './adjustments/index.ts'
export { refusedWriteOff, type WriteOffRefusal } from './adjustments/index.ts'
export { creditKey, type NotedCredits, type NotedSums, sumsLeft, withCredit } from './adjustments/index.ts'
// postings
export { shareOut, unlessGivenUp } from './postings/index.ts'
export { type Allocation, type LedgerTransaction, type OpenInvoice, type PostedInvoice } from './postings/index.ts'
export {
  type PostedAmounts,
  type PostedLine,
  type PostedNote,
  type PostedPayment,
  type Posting
} from './postings/index.ts'
export { allocate, allocationPostings, debitNotePostings } from './postings/index.ts'
export { commissionPostings, type PaidCommission, paidCommissionPostings } from './postings/index.ts'
export { type PostedWriteOff, recoveryPostings, writeOffPostings } from './postings/index.ts'
export { balances, creditNotePostings, imbalance, invoicePostings, postedLines } from './postings/index.ts'
export { freeCredit, owedRefund, owedRefundPostings, type RefundRefusal, refusedRefund } from './postings/index.ts'
export { journalEntry, journalHeader, paymentPostings, reversalPostings } from './postings/index.ts'
// pockets
export {
  available,
  counterpart,
  filledPostings,
  free,
  type PaidUse,
  paysForUse,
  type Piece,
  type Pocket,
  pocketLedgerAccount
} from './pockets/index.ts'
export { type PocketMove, spend, type Spending, takenPostings } from './pockets/index.ts'
export { type ChargedEvent, type ChargeRequest, type ChargeStep, chargeStep } from './pockets/index.ts'
export {
  type Covered,
  NOTHING_COVERED,
  type Payers,
  type PriceOf,
  remembered,
  type Ticks,
  UNPRICED,
  withTax
} from './pockets/index.ts'
export { type Credit, creditLeft, NO_CREDIT } from './pockets/index.ts'
export { type PaidByPockets, paidByPockets, type PaidInUnits, paidNow, type PricedNow } from './pockets/index.ts'
export { owedTopUp, takeBackFilling, takenBackPostings } from './pockets/index.ts'
// points
export {
  type BookedPoints,
  earningAmounts,
  GRANTED,
  type GrantedPocket,
  type PointsMove,
  pointsMoves,
  type PointsTarget,
  type StandingAmounts,
  takenBackWords
} from './points/index.ts'
// vouchers
export { type ReadVoucher, readVoucher, spelledVoucher, VOUCHER_BYTES, voucherCode } from './vouchers/index.ts'
// commissions
export { type Clawback, type CommissionLayer, type CommissionPart, type CommissionReward } from './commissions/index.ts'
export { type CommissionedInvoice, type CommissionedLine, type CommissionSale } from './commissions/index.ts'
export { type CommissionTerms, type TrailingPart } from './commissions/index.ts'
export { type CommissionKind, type CommissionTarget, commissionTargets, salesOn } from './commissions/index.ts'
export { commissionEntries, type CommissionEntry, type CommissionShare } from './commissions/index.ts'
export { type PartnersAbove } from './commissions/index.ts'
