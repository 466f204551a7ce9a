// Can two conditions hold at once? Both are written as alternatives of tests, and each pair of alternatives is asked
// whether some value of every fact satisfies all of its tests. Facts are taken to be independent of each other.
import type { EngineCondition, EngineOperator, EngineTest } from './engine-condition.ts'

/** Beyond it nothing is claimed: conditions of people have a handful. */
const MOST_ALTERNATIVES = 512

interface Literal {
  readonly test: EngineTest
  readonly isNot: boolean
}

/** The tests of a case in which both hold, in words ('' when it is every case); null when there is none, or none was found. */
export function canBothHold(a: EngineCondition | null, b: EngineCondition | null): string | null {
  const both: EngineCondition = { all: [a, b].filter(condition => condition !== null) }
  const cases = alternatives(both, false)
  const found = cases?.find(isPossible)
  if (found === undefined) return null
  const words = found.map(({ test, isNot }) => (isNot ? `not (${test.name})` : test.name))
  return [...new Set(words)].join(' and ')
}

function alternatives(condition: EngineCondition, isNot: boolean): Literal[][] | null {
  if ('not' in condition) return alternatives(condition.not, !isNot)
  if ('fact' in condition) return [[{ test: condition, isNot }]]
  const [parts, isAll] = 'all' in condition ? [condition.all, !isNot] : [condition.any, isNot]
  let sum: Literal[][] = isAll ? [[]] : []
  for (const part of parts) {
    const own = alternatives(part, isNot)
    if (own === null) return null
    sum = isAll ? sum.flatMap(left => own.map(right => [...left, ...right])) : [...sum, ...own]
    if (sum.length > MOST_ALTERNATIVES) return null
  }
  return sum
}

function isPossible(literals: readonly Literal[]): boolean {
  const groups = Map.groupBy(literals, ({ test }) => {
    const { fact, params, value } = test
    const of = typeof value === 'string' ? [] : [value.fact, ...value.params.arguments]
    return JSON.stringify([fact, params.arguments, of])
  })
  return [...groups.values()].every(group => {
    const [first] = group
    return first?.test.operator.startsWith('name') === true ? someName(group) : someNumber(group)
  })
}

function someName(group: readonly Literal[]): boolean {
  const wanted = new Set<string>()
  const refused = new Set<string>()
  for (const { test, isNot } of group) {
    const is = (test.operator === 'nameIs') !== isNot
    if (typeof test.value === 'string') (is ? wanted : refused).add(test.value)
  }
  return wanted.size <= 1 && [...wanted].every(name => !refused.has(name))
}

interface Bound {
  readonly value: number
  readonly included: boolean
}

const NEGATED: Readonly<Record<string, string>> = { Over: 'AtMost', AtLeast: 'Under', Under: 'AtLeast', AtMost: 'Over' }

function someNumber(group: readonly Literal[]): boolean {
  let low: Bound = { value: -Infinity, included: true }
  let high: Bound = { value: Infinity, included: true }
  for (const { test, isNot } of group) {
    const word = orderOf(test.operator)
    const order = isNot ? (NEGATED[word] ?? '') : word
    const bound = { value: sizeOf(test), included: order !== 'Over' && order !== 'Under' }
    if (['Over', 'AtLeast', 'Is'].includes(order) && isNarrower(bound, low, 1)) low = bound
    if (['Under', 'AtMost', 'Is'].includes(order) && isNarrower(bound, high, -1)) high = bound
  }
  return low.value < high.value || (low.value === high.value && low.included && high.included)
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
