// values
export { MAX_STORED_MICRO, MICRO, formatDecimal, parseDecimal, storable } from './values/index.ts'
export { type Rounding, type RoundingMode, divide, roundTo, split } from './values/index.ts'
export { type CurrencyExponent, currencyCodes, currencyExponent, isCurrency, minorUnit } from './values/index.ts'
export { type Money, addMoney, compareMoney, formatAmount, formatMoney, money } from './values/index.ts'
export { negateMoney, roundMoney, subtractMoney } from './values/index.ts'
export { type BaseUnit, type Quantity, type UnitWord, UNITS, addQuantity, fromTicks } from './values/index.ts'
export { formatQuantity, quantity, ticksPer, toTicks } from './values/index.ts'
export { type Interval, type OpenInterval, containsDate, date, daysBetween, daysIn } from './values/index.ts'
export { earlierDate, intersect, interval, isEmpty, laterDate } from './values/index.ts'
export { type Explanation, type RuleRef, type SourcePlace, type Step, type StepName } from './values/index.ts'
export { STEP_NAMES, formatPlace } from './values/index.ts'
export { type ZoneClock, isZone, startOfDayMs, zoneOffsets } from './values/index.ts'
// periods
export { type Alignment, type PeriodLength, formatPeriodLength, periodContaining, periodsFrom } from './periods/index.ts'
export { billDates, checkBillDay, dayInMonth, nextBillDate } from './periods/index.ts'
// proration
export { PRORATION_MODES, type Prorated, type ProrationInstants, type ProrationMode } from './proration/index.ts'
export { daysOf30, prorate } from './proration/index.ts'
// usage
export { type AllowanceGrant, type CoverableEvent, type EventCover, type UsageCover, coverUsage } from './usage/index.ts'
