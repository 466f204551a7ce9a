// Numbers with their units: money, percent, quantities, prices. Laws 2 and 12: nothing goes without its unit, and the message teaches which.
import {
  type BaseUnit,
  declaredUnit,
  formatDecimal,
  isCurrency,
  type KnownUnit,
  MICRO,
  parseDecimal,
  type Quantity,
  unitNoun,
  UNITS,
  type UnitWord
} from '@farthing/billing-core/values'
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { limits } from '../limits.ts'
import type { UnitWords } from '../signature/slot.ts'
import type { Increment, MoneyLiteral, Price } from '../signature/slot-value.ts'
import { bad, good, type Judged } from './judged.ts'
import { type Measure, spanOf, spanOfMeasure, type WrittenPrice } from './written.ts'

export const ALL_UNITS: readonly KnownUnit[] = ['second', 'byte', 'message', 'event']

const DIMENSION: Readonly<Record<KnownUnit, { noun: string; sample: string }>> = {
  second: { noun: 'a time', sample: '90s' },
  byte: { noun: 'an amount of data', sample: '5 GB' },
  message: { noun: 'a number of messages', sample: '100 sms' },
  event: { noun: 'a number of calls', sample: '10 calls' }
}

/** 'a time', 'a number of points' */
export function quantityNoun(unit: BaseUnit): string {
  return isKnown(unit) ? DIMENSION[unit].noun : `a number of ${unitNoun(unit)}`
}

function isKnown(unit: BaseUnit): unit is KnownUnit {
  return declaredUnit(unit) === null
}

/** The number in millionths. */
export function microOf(number: IToken): Judged<bigint> {
  const [whole = '', decimals = ''] = number.image.split('.')
  if (decimals.length <= limits.numberDecimals.most && whole.length <= limits.numberDigits.most)
    return good(parseDecimal(number.image))
  const limit = decimals.length > limits.numberDecimals.most ? 'six decimals' : 'twelve digits before the point'
  return bad('R0039', spanOf(number), `${quoted(number.image)} has more than ${limit}`)
}

function signed(measure: Measure): Judged<bigint> {
  const micro = microOf(measure.number)
  return micro.ok && measure.minus ? good(-micro.value) : micro
}

export function moneyOf(measure: Measure, negative = false): Judged<MoneyLiteral> {
  const { unit, percent } = measure
  const written = textOf(measure)
  if (percent)
    return bad('R0032', spanOfMeasure(measure), `${written} is a percentage; money is wanted here, such as 0.12`)
  const known = unit ? measure.units.get(unit.image) : undefined
  if (known)
    return bad(
      'R0032',
      spanOfMeasure(measure),
      `${written} is ${quantityNoun(known.unit)}; money is wanted here, such as 0.12`
    )
  if (unit && !isCurrency(unit.image)) return unknownCurrency(unit)
  if (measure.minus && !negative)
    return bad('R0037', spanOfMeasure(measure), `${written} is negative; an amount of zero or more is wanted here`)
  const micro = signed(measure)
  return micro.ok ? good({ micro: micro.value, currency: unit?.image ?? null }) : micro
}

export function unknownCurrency(unit: IToken): ReturnType<typeof bad> {
  const capital = unit.image.toUpperCase()
  const fix = isCurrency(capital) ? { nearest: capital, fix: replaceBy(`write ${capital}`, spanOf(unit), capital) } : {}
  return bad('R0034', spanOf(unit), `${quoted(unit.image)} is not a currency`, fix)
}

/** A quantity of one of the dimensions; of any when `of` is left out. */
export function quantityOf(measure: Measure, of?: readonly BaseUnit[]): Judged<Quantity> {
  const { unit, percent } = measure
  const span = spanOfMeasure(measure)
  if (measure.minus) return bad('R0037', span, `${textOf(measure)} is negative; a quantity is zero or more`)
  if (percent) return bad('R0032', span, `${textOf(measure)} is a percentage; ${wantedQuantity(of)}`)
  if (!unit) return bareNumber(measure, of)
  const known = measure.units.get(unit.image)
  if (!known)
    return isCurrency(unit.image)
      ? bad('R0032', span, `${textOf(measure)} is money; ${wantedQuantity(of)}`)
      : unknownUnit(unit, measure.units, of)
  if (of?.includes(known.unit) === false)
    return bad('R0032', span, `${textOf(measure)} is ${quantityNoun(known.unit)}; ${wantedQuantity(of)}`)
  const micro = measuredMicro(measure.number, known)
  return micro.ok ? good({ micro: micro.value, unit: known.unit }) : micro
}

/** Micro of the base unit. */
function measuredMicro(number: IToken, unit: UnitWord): Judged<bigint> {
  const exact = wholeMicro(number, unit)
  if (exact !== null) return exact
  const micro = microOf(number)
  return micro.ok ? good((micro.value * unit.factor) / MICRO) : micro
}

/** Of a declared unit, which has decimals of its own and no more; null for the others. */
export function wholeMicro(number: IToken, { unit }: UnitWord): Judged<bigint> | null {
  const own = declaredUnit(unit)
  if (own === null) return null
  const [whole = '', decimals = ''] = number.image.split('.')
  if (whole.length > limits.numberDigits.most) {
    return bad('R0039', spanOf(number), `${quoted(number.image)} has more than twelve digits before the point`)
  }
  if (decimals.length > own.decimals) {
    const most = own.decimals === 0 ? 'no decimals' : `at most ${own.decimals} decimals`
    return bad('R0284', spanOf(number), `${own.name} have ${most}, and ${quoted(number.image)} has ${decimals.length}`)
  }
  return good(BigInt(whole + decimals.padEnd(own.decimals, '0')) * MICRO)
}

function wantedQuantity(of?: readonly BaseUnit[]): string {
  const known = of?.filter(isKnown) ?? ALL_UNITS
  if (known.length === ALL_UNITS.length) return 'a quantity is wanted here, such as 30 min, 5 GB or 100 sms'
  const [nouns, samples] = [known.map(quantityNoun), known.map(unit => DIMENSION[unit].sample)]
  return `${oneOf(nouns)} is wanted here, such as ${oneOf(samples)}`
}

function bareNumber(measure: Measure, of: readonly BaseUnit[] = ALL_UNITS): ReturnType<typeof bad> {
  const number = measure.number.image
  const [first, second] = of.filter(isKnown)
  const units =
    first !== undefined && second === undefined
      ? ONLY_UNITS[first]
      : MANY_UNITS.filter(([unit]) => of.includes(unit)).map(([, suffix]) => suffix)
  const span = spanOfMeasure(measure)
  const message = `${number} has no unit: write ${oneOf(units.map(unit => number + unit))}`
  const [only, ...others] = units
  const after = { start: span.end, end: span.end }
  if (only === undefined || others.length > 0) return bad('R0030', span, message)
  return bad('R0030', span, message, { fix: replaceBy(`write ${number}${only}`, after, only) })
}

/** What may follow a number that lacks its unit, where one dimension is wanted and where several are. */
const ONLY_UNITS: Readonly<Record<KnownUnit, readonly string[]>> = {
  second: ['s', ' min'],
  byte: [' MB', ' GB'],
  message: [' sms'],
  event: [' calls']
}
const MANY_UNITS: readonly (readonly [KnownUnit, string])[] = [
  ['second', ' min'],
  ['byte', ' GB'],
  ['message', ' sms']
]

const HOURS: ReadonlyMap<string, number> = new Map([
  ['day', 24],
  ['days', 24],
  ['week', 168],
  ['weeks', 168]
])

/** Days where elapsed time is wanted: one on the calendar may have 23 hours or 25. Null for anything else. */
export function daysInHours(
  number: IToken,
  unit: IToken,
  of: readonly BaseUnit[] = ALL_UNITS
): ReturnType<typeof bad> | null {
  const each = HOURS.get(unit.image)
  if (each === undefined || !of.includes('second') || !/^\d{1,6}$/.test(number.image)) return null
  const hours = `${Number(number.image) * each} h`
  const span = { start: number.startOffset, end: endOf(unit) }
  const written = quoted(`${number.image} ${unit.image}`)
  const message = `${written} is not a length of time here, for days differ by the clock: write ${quoted(hours)}`
  return bad('R0031', span, message, { nearest: hours, fix: replaceBy(`write ${hours}`, span, hours) })
}

/** A word where a unit is wanted, with the unit that was probably meant. */
export function unknownUnit(unit: IToken, units: UnitWords = UNITS, of?: readonly BaseUnit[]): ReturnType<typeof bad> {
  const fitting = [...units].filter(([, { unit: base }]) => of?.includes(base) ?? true).map(([word]) => word)
  const close = fitting.find(word => word.toLowerCase() === unit.image.toLowerCase()) ?? nearest(unit.image, fitting)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, spanOf(unit), close) }
  return bad('R0031', spanOf(unit), `${quoted(unit.image)} is not a unit; ${wantedQuantity(of)}`, fix)
}

export function percentOf(measure: Measure): Judged<bigint> {
  const span = spanOfMeasure(measure)
  if (measure.unit) return bad('R0032', span, `${textOf(measure)} is not a percentage; write one such as 12.5%`)
  const after = { start: span.end, end: span.end }
  const number = measure.number.image
  if (!measure.percent)
    return bad('R0030', span, `${number} has no unit: write ${number}%`, {
      fix: replaceBy(`write ${number}%`, after, '%')
    })
  if (measure.minus) return bad('R0037', span, `${textOf(measure)} is negative; a percentage is zero or more`)
  return microOf(measure.number)
}

export function priceOf(written: WrittenPrice): Judged<Price> {
  if (written.free !== null) return good({ kind: 'free' })
  const money = moneyOf(written.measure)
  if (!money.ok) return money
  const { units } = written.measure
  const unit = units.get(written.unit.image)
  if (!unit) return unknownUnit(written.unit, units)
  const count = written.count ? measuredMicro(written.count, unit) : good(unit.factor)
  if (!count.ok) return count
  if (count.value === 0n && written.count)
    return bad('R0037', spanOf(written.count), 'a price is per something, not per 0')
  const per = { micro: count.value, unit: unit.unit }
  return good({ kind: 'per', money: money.value, per, started: written.started })
}

export function incrementOf([first, next]: readonly [Measure, Measure | null]): Judged<Increment> {
  const start = first.unit || first.percent ? quantityOf(first) : quantityOf(first, ['second'])
  if (!start.ok) return start
  const step = next ? quantityOf(next, [start.value.unit]) : start
  if (!step.ok) return step
  const zero = step.value.micro === 0n ? (next ?? first) : null
  if (zero) return bad('R0037', spanOfMeasure(zero), 'an increment is more than nothing')
  return good({ first: start.value, next: step.value })
}

/** The measure as written, quoted, with single spaces. */
function textOf({ minus, number, unit, percent }: Measure): string {
  const gap = unit && endOf(number) < unit.startOffset ? ' ' : ''
  return quoted(`${minus ? '-' : ''}${number.image}${gap}${unit?.image ?? ''}${percent ? '%' : ''}`)
}

/** Millionths as people write them, without trailing zeros. */
export function decimalText(micro: bigint): string {
  return formatDecimal(micro, 6).replace(/\.?0+$/, '')
}
