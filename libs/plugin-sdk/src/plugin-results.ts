// What plugins may answer, one predicate for each extension point: types say it, and a plugin written without them is found out.
import type { TargetCharge } from '@farthing/billing-core'
import type { FactType } from '@farthing/rules-language'
import { MOST_CAP_DAYS } from './usage-limit.ts'

/** `words` end the sentence 'it must answer'. */
export interface ExpectedResult {
  readonly words: string
  fits(result: unknown): boolean
}

const CHANGE_TIMES: readonly unknown[] = [undefined, 'now', 'next-cycle', 'end-of-term']

export const changeVerdict: ExpectedResult = {
  words: 'null, or { allowed, rule } with a reason when it is not allowed',
  fits: result =>
    result === null ||
    (isObject(result) &&
      isObject(result['rule']) &&
      CHANGE_TIMES.includes(result['when']) &&
      (result['allowed'] === true || (result['allowed'] === false && isText(result['reason']))))
}

export const deedRefusal: ExpectedResult = {
  words: 'null, or { reason, rule }, where rule may be null, and field the name of one',
  fits: result =>
    result === null ||
    (isObject(result) &&
      isText(result['reason']) &&
      (result['field'] === undefined || isText(result['field'])) &&
      (result['rule'] === null || isObject(result['rule'])))
}

export const termEnd: ExpectedResult = orNull('a Temporal.PlainDate', isDay)

export const invoiceGroupNames: ExpectedResult = {
  words: 'a Map from ids of subscriptions to names',
  fits: result => result instanceof Map && [...result.values()].every(isText)
}

export function factValue(type: FactType): ExpectedResult {
  if (type === 'date' || type === 'age') return orNull('a Temporal.PlainDate', isDay)
  if (type === 'money' || type === 'quantity' || type === 'count') return orNull('a bigint', isWhole)
  return orNull('a text', isText)
}

const TEXTS = [
  'key',
  'type',
  'series',
  'category',
  'quantity',
  'description',
  'version'
] as const satisfies readonly (keyof TargetCharge)[]

export const targetCharges: ExpectedResult = {
  words: `a list of charges, each with ${TEXTS.join(', ')}, from, until, exact and explanation`,
  fits: listOf(
    charge =>
      TEXTS.every(name => isText(charge[name])) &&
      isDay(charge['from']) &&
      isDay(charge['until']) &&
      isWhole(charge['exact']) &&
      isObject(charge['explanation'])
  )
}

export const taxRule: ExpectedResult = {
  words: 'a tax with name, title, places (or null), rates, elsewhere, included, onTopOf, rounding and at',
  fits: result =>
    isObject(result) &&
    isText(result['name']) &&
    isText(result['title']) &&
    (result['places'] === null || Array.isArray(result['places'])) &&
    Array.isArray(result['rates']) &&
    Array.isArray(result['elsewhere']) &&
    Array.isArray(result['onTopOf']) &&
    isObject(result['at'])
}

export const pointsTargets: ExpectedResult = {
  words: 'a list of points, each with key, unit, parts above zero, months or null, reason, rule and version',
  fits: listOf(
    ({ key, months, parts, reason, rule, unit, version }) =>
      [key, reason, unit, version].every(isText) &&
      isWhole(parts) &&
      (parts as bigint) > 0n &&
      (months === null || Number.isInteger(months)) &&
      isObject(rule)
  )
}

export const pocketMoves: ExpectedResult = {
  words: 'null, or { takes, gives, reason }, with unit and parts of what is taken, and of what is given or null',
  fits: result =>
    result === null ||
    (isObject(result) &&
      isText(result['reason']) &&
      isHeld(result['takes']) &&
      (result['gives'] === null || isHeld(result['gives'])))
}

export const commissionSales: ExpectedResult = {
  words: 'a list of sales, each with partner, terms, version, subscription, plan, isFirst, ended, from and until',
  fits: listOf(
    ({ from, partner, terms, until, version }) =>
      isText(partner) && isText(version) && isObject(terms) && isDay(from) && (until === null || isDay(until))
  )
}

/** By the name of each function of usage terms. */
export const usageAnswers = {
  tariffs: { words: 'a list of names', fits: result => Array.isArray(result) && result.every(isText) },
  grants: {
    words: 'a list of grants, each with id, service, rule, zones (or null) and whole ticks (or null)',
    fits: listOf(
      ({ id, rule, service, ticks, zones }) =>
        isText(id) &&
        isText(service) &&
        isObject(rule) &&
        (zones === null || Array.isArray(zones)) &&
        (ticks === null || Number.isSafeInteger(ticks))
    )
  },
  outlasts: { words: 'true or false', fits: result => typeof result === 'boolean' },
  offers: { words: 'a list of offers', fits: listOf(() => true) },
  overages: { words: 'a list of overages', fits: listOf(() => true) },
  minimums: { words: 'a list of minimums', fits: listOf(() => true) },
  caps: {
    words: `a list of caps, each with rule, service, zones (or null), micro, shared and per: 'cycle', or 1 to ${MOST_CAP_DAYS} days`,
    fits: listOf(
      ({ micro, per, rule, service, shared, zones }) =>
        isObject(rule) &&
        isText(service) &&
        (zones === null || Array.isArray(zones)) &&
        isWhole(micro) &&
        typeof shared === 'boolean' &&
        (per === 'cycle' || (isObject(per) && isCapLength(per['days'])))
    )
  }
} as const satisfies Record<string, ExpectedResult>

/** 'undefined', 'a promise', 'a list', '6'. */
export function resultText(result: unknown): string {
  if (result instanceof Promise) return 'a promise'
  if (Array.isArray(result)) return 'a list that holds something else'
  if (isObject(result)) return `an object of ${Object.keys(result).slice(0, MOST_KEYS).join(', ') || 'nothing'}`
  return typeof result === 'string' ? `the text "${result.slice(0, MOST_LETTERS)}"` : String(result)
}

const MOST_KEYS = 5
const MOST_LETTERS = 40

function listOf(isOne: (item: Record<string, unknown>) => boolean): (result: unknown) => boolean {
  return result => Array.isArray(result) && result.every(item => isObject(item) && isOne(item))
}

function orNull(words: string, isIt: (result: unknown) => boolean): ExpectedResult {
  return { words: `${words}, or null when there is none`, fits: result => result === null || isIt(result) }
}

function isObject(result: unknown): result is Record<string, unknown> {
  return typeof result === 'object' && result !== null
}

function isCapLength(days: unknown): boolean {
  return Number.isSafeInteger(days) && Number(days) >= 1 && Number(days) <= MOST_CAP_DAYS
}

function isText(result: unknown): boolean {
  return typeof result === 'string'
}

function isWhole(result: unknown): boolean {
  return typeof result === 'bigint'
}

function isDay(result: unknown): boolean {
  return result instanceof Temporal.PlainDate
}

function isHeld(held: unknown): boolean {
  return isObject(held) && isText(held['unit']) && isWhole(held['parts']) && (held['parts'] as bigint) > 0n
}
