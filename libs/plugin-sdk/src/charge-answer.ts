// What a charge type answered, judged before it is billed: the first charge that cannot be is told with its field and what to do.
import type { TargetCharge } from '@farthing/billing-core'
import { addDays, compareDates, dateText } from '@farthing/billing-core/values'
import type { ChargeType, RulePiece } from './charge-type.ts'
import {
  type AnswerFault,
  type ExpectedResult,
  isDay,
  isObject,
  isText,
  isWhole,
  resultText,
  valueText
} from './plugin-results.ts'

/** What charges of an account may be of. */
export interface ChargedAccount {
  readonly currency: string
  readonly subscriptions: readonly { readonly id: string }[]
  /** An item entered for a subscription whose start was taken back stays that one's: what is taken off it is too. */
  readonly charged?: readonly { readonly subscription: string | null }[]
}

/** Which type was asked for charges of which account, and by which rules. */
export interface AskedCharges {
  readonly type: Pick<ChargeType, 'code' | 'ledger'>
  readonly account: ChargedAccount
  readonly pieces: readonly Pick<RulePiece, 'title' | 'value'>[]
}

/** For `askPlugin`: a list of charges that can be billed to the account. */
export function chargesOf(asked: AskedCharges): ExpectedResult {
  const faultOf = (answer: unknown): AnswerFault | null => answerFault(answer, asked)
  return { words: LIST, fits: answer => faultOf(answer) === null, faultOf }
}

const TEXTS = ['key', 'type', 'series', 'category', 'quantity', 'description', 'version'] as const

const LIST = `a list of charges, each with ${TEXTS.join(', ')}, from, until, exact and explanation`

interface ChargeField {
  readonly name: keyof TargetCharge
  fits(value: unknown): boolean
  readonly must: string
}

const FIELDS: readonly ChargeField[] = [
  ...TEXTS.map(name => ({ name, fits: isText, must: 'be a text' })),
  { name: 'from', fits: isDay, must: 'be a Temporal.PlainDate' },
  { name: 'until', fits: isDay, must: 'be a Temporal.PlainDate' },
  { name: 'exact', fits: isWhole, must: 'be a bigint, micro of the currency: 1_500_000n for 1.50' },
  { name: 'explanation', fits: isExplanation, must: 'have rule, version, inputs, steps, amount and currency' }
]

function isExplanation(value: unknown): boolean {
  return isObject(value) && isObject(value['rule']) && isObject(value['inputs']) && Array.isArray(value['steps'])
}

function answerFault(answer: unknown, asked: AskedCharges): AnswerFault | null {
  if (!Array.isArray(answer)) return { answered: resultText(answer), must: `it must answer ${LIST}` }
  if (answer.length === 0) return null
  const keys = new Set<unknown>()
  for (const charge of answer as readonly unknown[]) {
    if (!isObject(charge)) return { answered: `a list with ${valueText(charge)} in it`, must: `it must answer ${LIST}` }
    const wrong = wrongShape(charge) ?? wrongTerm(charge as unknown as TargetCharge, asked)
    if (wrong !== null) return fieldFault(charge['key'], wrong)
    keys.add(charge['key'])
  }
  return keys.size === answer.length ? null : twinFault(answer as readonly TargetCharge[])
}

interface WrongField {
  readonly field: string
  readonly value: unknown
  /** Ends the sentence 'its field must'. */
  readonly must: string
}

function wrongShape(charge: Readonly<Record<string, unknown>>): WrongField | null {
  for (const { fits, must, name } of FIELDS) {
    if (!fits(charge[name])) return { field: name, value: charge[name], must }
  }
  return null
}

/** '1', '34 min 30 s', '5.2 GB', '5 days'. */
const QUANTITY = /^-?\d+(\.\d+)?( \S.*)?$/

function wrongTerm(charge: TargetCharge, { account, pieces, type: { code, ledger } }: AskedCharges): WrongField | null {
  const { description, explanation, from, quantity, subscription, until } = charge
  const { currency } = account
  if (charge.type !== code)
    return { field: 'type', value: charge.type, must: `be the code of its charge type, "${code}"` }
  if (charge.ledger !== ledger)
    return { field: 'ledger', value: charge.ledger, must: `be that of its charge type, "${ledger}"` }
  if (description.trim() === '' && !pieces.some(isUntitled))
    return { field: 'description', value: description, must: 'say what the customer reads' }
  if (quantity !== '1' && !QUANTITY.test(quantity)) {
    return { field: 'quantity', value: quantity, must: "be a decimal number, alone or with a unit: '1', '5.2 GB'" }
  }
  if (explanation.currency !== currency) {
    const must = `be that of the account, "${currency}"`
    return { field: 'explanation.currency', value: explanation.currency, must }
  }
  if (compareDates(from, until) >= 0) {
    const next = `${dateText(addDays(from, 1))} for a charge of ${dateText(from)} alone`
    return { field: 'until', value: until, must: `be the first day after what is charged: ${next}` }
  }
  if (subscription === null || idsOf(account).has(subscription)) return null
  if (account.charged?.some(before => before.subscription === subscription) === true) return null
  const must = "be the id of one of the account's, or null for the account itself"
  return { field: 'subscription', value: subscription, must }
}

/** Of rules whose title is empty nobody can say more. */
function isUntitled({ title, value }: Pick<RulePiece, 'title' | 'value'>): boolean {
  return [title, isObject(value) ? value['title'] : null].some(each => typeof each === 'string' && each.trim() === '')
}

/** Asked for every charge of a bill. */
function idsOf({ subscriptions }: ChargedAccount): ReadonlySet<string> {
  const known = knownIds.get(subscriptions)
  if (known !== undefined) return known
  const ids = new Set(subscriptions.map(({ id }) => id))
  knownIds.set(subscriptions, ids)
  return ids
}

const knownIds = new WeakMap<ChargedAccount['subscriptions'], ReadonlySet<string>>()

/** Charges of one key are parts of one period, none of them on days of another. */
function twinFault(charges: readonly TargetCharge[]): AnswerFault | null {
  const must = 'each key must name what is charged once: `type:subscription:series:period`, or the id of what happened'
  for (const [key, parts] of Map.groupBy(charges, charge => charge.key)) {
    const clash = clashOf(parts.toSorted((a, b) => compareDates(a.from, b.from)))
    if (clash !== null) return { answered: `two charges of the key ${key}, which ${clash}`, must }
  }
  return null
}

/** In order of their days. */
function clashOf(parts: readonly TargetCharge[]): string | null {
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]
    if (before === undefined) continue
    if (compareDates(part.from, before.until) < 0) return `both charge ${dateText(part.from)}`
    const [end, ownEnd] = [before, part].map(({ periodUntil, until }) => dateText(periodUntil ?? until))
    if (end !== ownEnd) return `are of periods that end on ${end} and on ${ownEnd}`
  }
  return null
}

function fieldFault(key: unknown, { field, must, value }: WrongField): AnswerFault {
  const which = isText(key) ? `the charge ${String(key)}` : 'a charge'
  return { answered: `${which} with ${field} ${valueText(value)}`, must: `its ${field} must ${must}` }
}
