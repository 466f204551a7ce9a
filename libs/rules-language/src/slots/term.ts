// The values of an expression while it is evaluated: exact fractions typed by unit.
import { formatDecimal, isCurrency, MICRO, unitNoun } from '@farthing/billing-core/values'
import type { IToken } from 'chevrotain'
import { limits } from '../limits.ts'
import type { Problem } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Span } from '../signature/match.ts'
import { microOf, unknownUnit, wholeMicro } from './amounts.ts'
import type { Dimension, Exact } from './expression.ts'
import { bad } from './judged.ts'
import { type Measure, spanOf, spanOfMeasure } from './written.ts'

export interface Term extends Span {
  readonly value: Exact
  readonly dimension: Dimension
  readonly currency: string | null
  /** The first thing that is wrong in it. */
  readonly problem: Problem | null
}

const ZERO: Exact = { numerator: 0n, denominator: 1n }
/** Digits of a numerator or denominator; beyond it the expression is refused, so that evaluating stays linear. */
const MOST_BITS = limits.expressionBits.most

export function termOf(measure: Measure): Term {
  const span = spanOfMeasure(measure)
  const base = { ...span, currency: null, problem: null }
  const { unit, percent, units } = measure
  const known = unit === null ? undefined : units.get(unit.image)
  const exact = known === undefined ? null : wholeMicro(measure.number, known)
  if (known !== undefined && exact !== null) {
    if (!exact.ok) return { ...base, value: ZERO, dimension: known.unit, problem: exact.problem }
    return { ...base, value: fraction(exact.value, MICRO), dimension: known.unit }
  }
  const micro = microOf(measure.number)
  if (!micro.ok) return { ...base, value: ZERO, dimension: 'number', problem: micro.problem }
  if (percent) return { ...base, value: fraction(micro.value, MICRO * 100n), dimension: 'number' }
  if (!unit) return { ...base, value: fraction(micro.value, MICRO), dimension: 'number' }
  if (known) return { ...base, value: fraction(micro.value * known.factor, MICRO * MICRO), dimension: known.unit }
  if (isCurrency(unit.image))
    return { ...base, value: fraction(micro.value, MICRO), dimension: 'money', currency: unit.image }
  return { ...base, value: ZERO, dimension: 'number', problem: unknownUnit(unit, units).problem }
}

export function negate(term: Term): Term {
  return { ...term, value: { numerator: -term.value.numerator, denominator: term.value.denominator } }
}

export function combine(left: Term, operator: IToken, right: Term): Term {
  const span = { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) }
  const whole = { ...left, ...span }
  const problem = left.problem ?? right.problem
  if (problem) return { ...whole, problem }
  const sum = operator.image === '+' || operator.image === '-'
  const combined = sum
    ? add(left, operator, right)
    : operator.image === '*'
      ? multiply(left, right)
      : divideBy(left, right)
  if (typeof combined === 'string')
    return { ...whole, problem: bad('R0040', spanOfBoth(left, right, operator), combined).problem }
  const currency = combined.dimension === 'money' ? (left.currency ?? right.currency) : null
  if (combined.value.numerator.toString(2).length + combined.value.denominator.toString(2).length <= MOST_BITS) {
    return { ...span, ...combined, currency, problem: null }
  }
  return { ...whole, problem: bad('R0039', span, 'the result has too many digits').problem }
}

function spanOfBoth(left: Term, right: Term, operator: IToken): Span {
  return left.end <= operator.startOffset && right.start >= operator.startOffset
    ? { start: left.start, end: right.end }
    : spanOf(operator)
}

type Result = { readonly value: Exact; readonly dimension: Dimension } | string

function add(left: Term, operator: IToken, right: Term): Result {
  if (left.currency && right.currency && left.currency !== right.currency) {
    return `${left.currency} and ${right.currency} cannot be added`
  }
  const dimension = sumDimension(left.dimension, right.dimension)
  if (dimension === null) return `${describe(left)} and ${describe(right)} cannot be added`
  const sign = operator.image === '-' ? -1n : 1n
  const { value: a } = left
  const { value: b } = right
  return {
    dimension,
    value: fraction(a.numerator * b.denominator + sign * b.numerator * a.denominator, a.denominator * b.denominator)
  }
}

/** A plain number beside money is money in the operator's currency; beside anything else it lacks its unit. */
function sumDimension(a: Dimension, b: Dimension): Dimension | null {
  if (a === b) return a
  return (a === 'number' && b === 'money') || (a === 'money' && b === 'number') ? 'money' : null
}

function multiply(left: Term, right: Term): Result {
  if (left.dimension !== 'number' && right.dimension !== 'number')
    return `${describe(left)} and ${describe(right)} cannot be multiplied`
  const dimension = left.dimension === 'number' ? right.dimension : left.dimension
  return {
    dimension,
    value: fraction(left.value.numerator * right.value.numerator, left.value.denominator * right.value.denominator)
  }
}

function divideBy(left: Term, right: Term): Result {
  if (right.value.numerator === 0n) return 'nothing can be divided by 0'
  const same = left.dimension === right.dimension
  if (!same && right.dimension !== 'number') return `${describe(left)} cannot be divided by ${describe(right)}`
  const dimension = right.dimension === 'number' ? left.dimension : 'number'
  return {
    dimension,
    value: fraction(left.value.numerator * right.value.denominator, left.value.denominator * right.value.numerator)
  }
}

const NOUN: Readonly<Partial<Record<Dimension, string>>> = { second: 'time', byte: 'data', event: 'calls' }

function describe(term: Term): string {
  const { dimension } = term
  if (dimension === 'money') return 'money'
  if (dimension !== 'number') return NOUN[dimension] ?? unitNoun(dimension)
  const micro = microText(term.value)
  return micro === null ? 'a plain number' : `${quoted(micro)} (a plain number)`
}

/** Exact in millionths, or null when it has more decimals. */
export function exactMicro({ numerator, denominator }: Exact): bigint | null {
  const scaled = numerator * MICRO
  return scaled % denominator === 0n ? scaled / denominator : null
}

function microText(value: Exact): string | null {
  const micro = exactMicro(value)
  return micro === null ? null : formatDecimal(micro, 6).replace(/\.?0+$/, '')
}

function fraction(numerator: bigint, denominator: bigint): Exact {
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestDivisor(numerator < 0n ? -numerator : numerator, denominator * sign)
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor }
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? 1n : a
}
