export { FIRST_ENTERED, LAST_ENTERED } from './calendar-date.ts'
export { LARGEST_ENTERED, MAX_STORED_MICRO, MICRO, formatDecimal, parseDecimal, storable } from './decimal.ts'
export { type Rounding, type RoundingMode, divide, roundTo } from './rounding.ts'
export { split } from './split.ts'
export { type CurrencyExponent, currencyCodes, currencyExponent, isCurrency, minorUnit } from './currency.ts'
export { countryCodes, countryOf, isCountry, isPlace, isWithin, NO_PLACE } from './countries.ts'
export {
  documentNumber,
  INVOICE_NUMBERS,
  LEAST_DIGITS,
  NUMBERED,
  type NumberedBy,
  numberIn
} from './document-number.ts'
export { type NumberForm, type NumberSeries, seriesIn } from './document-number.ts'
export { type Money, addMoney, compareMoney, formatAmount, formatMoney, money } from './money.ts'
export { negateMoney, partOfCoin, roundMoney, subtractMoney } from './money.ts'
export {
  type BaseUnit,
  type KnownUnit,
  type Quantity,
  type UnitWord,
  UNITS,
  addQuantity,
  fromTicks
} from './quantity.ts'
export { countOf, declaredUnit, declareUnit, oneOfUnit, unitNoun } from './quantity.ts'
export { quantity, ticksPer, isCountable, toTicks } from './quantity.ts'
export { exactQuantity, formatQuantity } from './format-quantity.ts'
export {
  formatHeld,
  formatParts,
  heldAmount,
  type HeldAmount,
  type HeldUnit,
  partDecimals,
  unitName
} from './unit-parts.ts'
export { type Interval, type OpenInterval, containsDate, date, daysBetween, daysIn } from './interval.ts'
export { END_OF_TIME, earlierDate, intersect, interval, isEmpty, laterDate } from './interval.ts'
export { addDays, calendarDate, compareDates, dateOfEpochDay, dateText, epochDay, sameDate } from './calendar-date.ts'
export { type Explanation, type RuleRef, type SourcePlace, type Step, type StepName } from './explanation.ts'
export { factPlace, isFactPlace, STEP_NAMES, formatPlace } from './explanation.ts'
export { isGeneratedId } from './generated-id.ts'
export { daysInWords, longDate, shortDate } from './date-words.ts'
export { type RuleTree, ruleTrees } from './rule-trees.ts'
export { type ZoneClock, isZone, localDay, startOfDayMs, zoneOffsets } from './zone-clock.ts'
