// What one fact may still be after some tests of it.
import type { EngineOperator, EngineTest, FactParams } from './engine-condition.ts'

/** A test, or its contrary. */
export interface Literal {
  readonly test: EngineTest
  readonly isNot: boolean
}

interface Bound {
  readonly value: number
  readonly included: boolean
}

/** Of a number, `low` to `high`; of a name, `name` when it is known, and none of `refused`. */
export interface FactRange {
  readonly low: Bound
  readonly high: Bound
  readonly name: string | null
  readonly refused: readonly string[]
}

export const ANYTHING: FactRange = {
  low: { value: -Infinity, included: true },
  high: { value: Infinity, included: true },
  name: null,
  refused: []
}

/** Tests of one key are about one number or name: 80% and 90% of the same fact are, 80% of another is not. */
export function keyOfFact({ fact, params, value }: EngineTest): string {
  const of = typeof value === 'string' ? [] : [value.fact, paramsKey(value.params)]
  return JSON.stringify([fact, paramsKey(params), of])
}

function paramsKey({ arguments: given, days, of }: FactParams): unknown[] {
  return [given, days ?? null, of ?? null]
}

/** Null when nothing is left. */
export function narrowed(range: FactRange, { test, isNot }: Literal): FactRange | null {
  const { operator, value } = test
  if (operator !== 'nameIs' && operator !== 'nameIsNot') return narrowedNumber(range, test, isNot)
  if (typeof value !== 'string') return range
  const { name, refused } = range
  if ((operator === 'nameIs') === isNot) return name === value ? null : { ...range, refused: [...refused, value] }
  return (name ?? value) !== value || refused.includes(value) ? null : { ...range, name: value }
}

const NEGATED: Readonly<Record<string, string>> = { Over: 'AtMost', AtLeast: 'Under', Under: 'AtLeast', AtMost: 'Over' }

function narrowedNumber(range: FactRange, test: EngineTest, isNot: boolean): FactRange | null {
  const word = orderOf(test.operator)
  const order = isNot ? (NEGATED[word] ?? '') : word
  const bound = { value: sizeOf(test), included: order !== 'Over' && order !== 'Under' }
  const isLow = ['Over', 'AtLeast', 'Is'].includes(order) && isNarrower(bound, range.low, 1)
  const isHigh = ['Under', 'AtMost', 'Is'].includes(order) && isNarrower(bound, range.high, -1)
  const low = isLow ? bound : range.low
  const high = isHigh ? bound : range.high
  const isLeft = low.value < high.value || (low.value === high.value && low.included && high.included)
  return isLeft ? { ...range, low, high } : null
}

function orderOf(operator: EngineOperator): string {
  return operator.replace(/^(amount|age|date)/, '')
}

function isNarrower(bound: Bound, than: Bound, direction: 1 | -1): boolean {
  const difference = (bound.value - than.value) * direction
  return difference > 0 || (difference === 0 && !bound.included)
}

/** Only compared with one another: a rounded amount does not matter here. Lengths of months count as their mean. */
function sizeOf({ value, operator }: EngineTest): number {
  if (typeof value !== 'string') return Number(value.params.percent)
  if (operator.startsWith('date')) return Temporal.PlainDate.from('1970-01-01').until(value).days
  if (!operator.startsWith('age')) return Number(value)
  const { years, months, weeks, days } = Temporal.Duration.from(value)
  return years * 365.25 + months * 30.4375 + weeks * 7 + days
}
