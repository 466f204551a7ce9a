// What plugins may answer, one predicate for each extension point: types say it, and a plugin written without them is found out.
import { GRANTED } from '@farthing/billing-core'
import type { FactType } from '@farthing/rules-language'
import { MOST_CAP_DAYS } from './usage-limit.ts'

/** `words` end the sentence 'it must answer'. */
export interface ExpectedResult {
  readonly words: string
  fits(result: unknown): boolean
  /** More precisely than by `words`, what of a result that does not fit is wrong. */
  faultOf?(result: unknown): AnswerFault | null
}

/** 'answered the charge a with exact 1.5', 'its exact must be a bigint': what it was, and what to do. */
export interface AnswerFault {
  readonly answered: string
  readonly must: string
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

export const pointsTargets: ExpectedResult = listOf(
  'points, each with key, unit, parts above zero, months or null, reason, rule and version, and what is granted with its pocket and a key that begins with grant:',
  ({ key, months, parts, pocket, reason, rule, unit, version }) =>
    [key, reason, unit, version].every(isText) &&
    String(key).startsWith(GRANTED) === (pocket !== undefined) &&
    (pocket === undefined || (isObject(pocket) && isDay(pocket['until']) && Number.isInteger(pocket['priority']))) &&
    isWhole(parts) &&
    (parts as bigint) > 0n &&
    (months === null || Number.isInteger(months)) &&
    isObject(rule)
)

export const pocketMoves: ExpectedResult = {
  words:
    'null, or { takes, gives, reason }, with unit and parts of what is taken, and of what is given or null, and its services and until if any',
  fits: result =>
    result === null ||
    (isObject(result) &&
      isText(result['reason']) &&
      isHeld(result['takes']) &&
      (result['gives'] === null || isGiven(result['gives'])))
}

export const commissionSales: ExpectedResult = listOf(
  'sales, each with partner, terms, version, subscription, plan, isFirst, ended, from and until',
  ({ from, partner, terms, until, version }) =>
    isText(partner) && isText(version) && isObject(terms) && isDay(from) && (until === null || isDay(until))
)

/** By the name of each function of usage terms. */
export const usageAnswers = {
  tariffs: { words: 'a list of names', fits: isTexts },
  grants: listOf(
    `grants, each with id, service, rule, zones (or null), whole ticks (or null) and days, if any: 1 to ${MOST_CAP_DAYS}`,
    ({ days, id, rule, service, ticks, zones }) =>
      isText(id) &&
      isText(service) &&
      isObject(rule) &&
      (zones === null || Array.isArray(zones)) &&
      (ticks === null || Number.isSafeInteger(ticks)) &&
      (days === undefined || isCapLength(days))
  ),
  outlasts: { words: 'true or false', fits: result => typeof result === 'boolean' },
  offers: listOf('offers', () => true),
  overages: listOf('overages', () => true),
  minimums: listOf('minimums', () => true),
  caps: listOf(
    `caps, each with rule, services (or null), zones (or null), micro, shared and per: 'cycle', or 1 to ${MOST_CAP_DAYS} days`,
    ({ micro, per, rule, services, shared, zones }) =>
      isObject(rule) &&
      (services === null || isTexts(services)) &&
      (zones === null || Array.isArray(zones)) &&
      isWhole(micro) &&
      typeof shared === 'boolean' &&
      (per === 'cycle' || (isObject(per) && isCapLength(per['days'])))
  )
} as const satisfies Record<string, ExpectedResult>

/** 'undefined', 'a promise', 'a list', '6'. */
export function resultText(result: unknown): string {
  if (result instanceof Promise) return 'a promise'
  if (Array.isArray(result)) return 'a list'
  if (isObject(result)) return `an object of ${Object.keys(result).slice(0, MOST_KEYS).join(', ') || 'nothing'}`
  return typeof result === 'string' ? `the text "${result.slice(0, MOST_LETTERS)}"` : String(result)
}

const MOST_KEYS = 5
const MOST_LETTERS = 40

/** `items` say what is listed, and what each must have. The first that has it not is shown. */
function listOf(items: string, isOne: (item: Record<string, unknown>) => boolean): ExpectedResult {
  const words = `a list of ${items}`
  const fits = (item: unknown): boolean => isObject(item) && isOne(item)
  return {
    words,
    fits: result => Array.isArray(result) && result.every(fits),
    faultOf: result =>
      Array.isArray(result)
        ? {
            answered: `a list with ${itemText(result.find(item => !fits(item)))} in it`,
            must: `it must answer ${words}`
          }
        : null
  }
}

/** '{ service: "voice", ticks: 1.5 }': what is said of it in a word. */
function itemText(item: unknown): string {
  if (!isObject(item) || Array.isArray(item)) return valueText(item)
  const said = Object.entries(item).map(([name, value]) => `${name}: ${isObject(value) ? '...' : valueText(value)}`)
  return said.length === 0 ? valueText(item) : `{ ${said.slice(0, MOST_MEMBERS).join(', ')} }`
}

/** '"voice"', '2026-03-01', '6': a value beside its name. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MOST_LETTERS))
  if (isDay(value)) return value.toString()
  return resultText(value)
}

const MOST_MEMBERS = 12

function orNull(words: string, isIt: (result: unknown) => boolean): ExpectedResult {
  return { words: `${words}, or null when there is none`, fits: result => result === null || isIt(result) }
}

export function isObject(result: unknown): result is Record<string, unknown> {
  return typeof result === 'object' && result !== null
}

function isCapLength(days: unknown): boolean {
  return Number.isSafeInteger(days) && Number(days) >= 1 && Number(days) <= MOST_CAP_DAYS
}

export function isText(result: unknown): boolean {
  return typeof result === 'string'
}

function isTexts(result: unknown): boolean {
  return Array.isArray(result) && result.every(isText)
}

export function isWhole(result: unknown): boolean {
  return typeof result === 'bigint'
}

export function isDay(result: unknown): result is Temporal.PlainDate {
  return result instanceof Temporal.PlainDate
}

function isGiven(held: unknown): boolean {
  if (!isHeld(held)) return false
  const { services = null, until = null } = held
  return (services === null || isTexts(services)) && (until === null || isDay(until))
}

function isHeld(held: unknown): held is Record<string, unknown> {
  return isObject(held) && isText(held['unit']) && isWhole(held['parts']) && (held['parts'] as bigint) > 0n
}
