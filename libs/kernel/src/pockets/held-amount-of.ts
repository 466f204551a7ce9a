// An amount of a unit as it is written to be held: 20.00 AUD, 1.5 GB, 30 points.
import {
  currencyCodes,
  formatParts,
  heldAmount,
  type HeldAmount,
  isCurrency,
  LARGEST_ENTERED,
  MICRO,
  UNITS,
  unitName
} from '@farthing/billing-core/values'
import { nearest } from '@farthing/rules-language'
import type { Outcome } from '../http/index.ts'
import type { RulesHost } from '../rules-host/index.ts'
import { namedOnce, servicesOf, type ServicesRefusal } from './services-of.ts'

type AmountRefusal = 'unknown-unit' | 'amount-too-fine' | 'amount-too-large'
export type FillingRefusal = AmountRefusal | ServicesRefusal

/** Status and field of each, for routes whose body has an amount, its unit and services. */
export const REFUSED_FILLING = {
  'unknown-unit': [422, 'unit'],
  'amount-too-fine': [422, 'amount'],
  'amount-too-large': [422, 'amount'],
  'unknown-service': [422, 'services'],
  'service-of-other-unit': [422, 'services']
} as const

interface Written {
  readonly amount: string
  readonly unit: string
  readonly services?: readonly string[] | undefined
}

/** What a pocket is to hold, and for what. */
export interface GivenFilling {
  readonly unit: string
  /** Parts of the unit. */
  readonly amount: bigint
  readonly services: readonly string[] | null
}

export async function fillingOf(rules: RulesHost, written: Written): Promise<Outcome<GivenFilling, FillingRefusal>> {
  const taken = await takenOf(rules, written)
  if (!taken.ok) return taken
  const paid = await servicesOf(rules, { services: written.services, unit: taken.value.unit })
  return paid.ok ? { ok: true, value: { ...taken.value, services: paid.value } } : paid
}

/** What is to be taken out of pockets: for services as these name them, sold or not. */
export async function takenOf(rules: RulesHost, written: Written): Promise<Outcome<GivenFilling, AmountRefusal>> {
  const held = await heldAmountOf(rules, written)
  if (!held.ok) return held
  const { parts, unit } = held.value
  return { ok: true, value: { amount: parts, unit, services: namedOnce(written.services) } }
}

/** Unit words of the published rules included. */
async function heldAmountOf(rules: RulesHost, written: Written): Promise<Outcome<HeldAmount, AmountRefusal>> {
  const words = (await rules.current())?.units ?? UNITS
  const { amount, unit } = written
  const held = heldAmount(amount, unit, words)
  if (held === null) return { ok: false, ...whyNotHeld(written, words) }
  if (!isCurrency(held.unit) || held.parts <= LARGEST_ENTERED) return { ok: true, value: held }
  const most = `${LARGEST_ENTERED / MICRO} ${unit}`
  return { ok: false, reason: 'amount-too-large', detail: `A pocket is filled with at most ${most} at once.` }
}

function whyNotHeld({ amount, unit }: Written, words: typeof UNITS): { reason: AmountRefusal; detail: string } {
  const one = heldAmount('1', unit, words)
  if (one === null) {
    const near = nearest(unit, [...words.keys(), ...currencyCodes()])
    const hint = near === undefined ? '' : ` Did you mean ${near}?`
    const detail = `Nothing is counted in ${unit}: write a currency such as AUD or a unit of the rules, such as min, GB or sms.${hint}`
    return { reason: 'unknown-unit', detail }
  }
  const [whole = amount] = amount.split('.')
  if (heldAmount(whole, unit, words) === null) {
    const detail = `${amount} ${unit} is more than can be kept: 2^63 - 1 of its smallest parts.`
    return { reason: 'amount-too-large', detail }
  }
  const smallest = `${formatParts(1n, one.unit)} ${unitName(one.unit)}`
  return { reason: 'amount-too-fine', detail: `The smallest part of ${unit} that is kept is ${smallest}.` }
}
