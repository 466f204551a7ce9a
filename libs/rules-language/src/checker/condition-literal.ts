// What a fact is compared with, in the text that the rules engine is given, and in words.
import { type BaseUnit, declaredUnit, unitNoun } from '@farthing/billing-core/values'
import type { ConditionTest, ConditionValue } from '../conditions/condition.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import { quoted } from '../diagnostics/wording.ts'
import { decimalText } from '../slots/amounts.ts'

/** A type of fact in words. */
export const NOUN = {
  money: 'an amount of money',
  quantity: 'a quantity',
  count: 'a whole number',
  date: 'a date',
  age: 'a length of time'
} as const

export function measured(unit: BaseUnit): string {
  if (unit === 'second') return 'a time of usage'
  return unit === 'byte' ? 'an amount of data' : `a number of ${unitNoun(unit)}`
}

export function sampleOf(type: string, unit: BaseUnit | undefined): string {
  const own = unit === undefined ? null : declaredUnit(unit)
  return own === null ? SAMPLE[(unit ?? type) as keyof typeof SAMPLE] : `100 ${own.name}`
}

const SAMPLE = {
  money: '50.00',
  quantity: '5 GB',
  count: '3',
  date: '2026-12-24',
  age: '30 days',
  second: '90 min',
  byte: '5 GB',
  message: '100 sms',
  event: '10 calls'
} as const

const CALENDAR: Readonly<Record<string, (count: bigint) => string>> = {
  day: count => `P${count}D`,
  week: count => `P${count}W`,
  month: count => `P${count}M`,
  quarter: count => `P${count * 3n}M`,
  year: count => `P${count}Y`
}

/** The value in the engine's text, or null when it is of another kind. */
export function literalOf(
  value: ConditionValue,
  type: string,
  unit: BaseUnit | undefined,
  currency: string
): string | null {
  if (value.kind === 'date') return type === 'date' ? value.date.toString() : null
  if (value.kind !== 'number' || value.percent) return null
  const { micro } = value
  switch (type) {
    case 'money':
      return value.unit === null || value.unit === currency ? micro.toString() : null
    case 'count':
      return value.unit === null && micro % MILLION === 0n ? (micro / MILLION).toString() : null
    case 'age': {
      const word = (value.unit ?? '').replace(/s$/, '')
      const length = Object.hasOwn(CALENDAR, word) ? CALENDAR[word] : undefined
      return length === undefined || micro % MILLION !== 0n || micro < 0n ? null : length(micro / MILLION)
    }
    case 'quantity': {
      const { quantity } = value
      return quantity === null || quantity.unit !== unit ? null : quantity.micro.toString()
    }
    default:
      return null
  }
}

const MILLION = 1_000_000n

/** A calendar length with which nothing is compared, and the one that was probably meant; null when it is no length at all. */
export function unfitLength(value: ConditionValue): { readonly message: string; readonly instead: string } | null {
  if (describe(value) !== NOUN.age || value.kind !== 'number' || value.unit === null) return null
  const { micro, unit } = value
  const size = micro < 0n ? -micro : micro
  const whole = `${(size + MILLION - 1n) / MILLION} ${unit}`
  const written = quoted(`${decimalText(micro)} ${unit}`)
  return micro < 0n
    ? { message: `${written} is negative: nothing lasts less than no time`, instead: whole }
    : { message: `${written} is no whole number of ${unit}: lengths of time are counted in whole ones`, instead: whole }
}

/** Shares that may be compared with the fact of a test: of the facts of its type that are asked of the same. */
export function sharesOf(micro: bigint, { fact }: ConditionTest, facts: ReadonlyMap<string, FactSignature>): string[] {
  const own = facts.get(fact.name)
  if (own === undefined || own.type === 'age' || own.type === 'date') return []
  const alike = [...facts.values()].filter(({ name, type, argument }) => {
    const isAnswered = argument?.needed !== true || argument.of.some(kind => own.argument?.of.includes(kind))
    return name !== fact.name && type === own.type && isAnswered
  })
  return alike.map(({ name }) => `${decimalText(micro)}% of ${name}`)
}

export function describe(value: ConditionValue): string {
  if (value.kind === 'date') return 'a date'
  if (value.kind === 'name') return 'a name'
  if (value.kind === 'share' || value.percent) return 'a percentage'
  if (value.unit === null) return 'a plain number'
  if (value.quantity !== null) return measured(value.quantity.unit)
  if (Object.hasOwn(CALENDAR, value.unit.replace(/s$/, ''))) return 'a length of time'
  return /^[A-Z]{3}$/.test(value.unit) ? `an amount in ${value.unit}` : `a number of ${value.unit}`
}

export function described(value: ConditionValue): string {
  return value.kind === 'name' ? quoted(value.name) : describe(value)
}
