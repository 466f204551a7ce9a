// Which taxes a charge bears: from its category and tax point, where the customer is, and by which certificate exempt.
import type { AccountHistory, DatedTaxPlace } from '../history/index.ts'
import { compareDates, containsDate, countryOf, isWithin } from '../values/index.ts'
import type { TaxElsewhere, TaxRate, TaxRule } from './tax-rule.ts'
import type { AppliedTax, TaxTreatment } from './tax-treatment.ts'

export type TaxedCustomer = Pick<AccountHistory, 'taxPlaces' | 'subscriptionPlaces' | 'taxExemptions'>

export interface TaxedSupply {
  readonly category: string
  /** The day whose rules and rates hold. */
  readonly taxPoint: Temporal.PlainDate
  /** That it is supplied to; null: to the account itself. */
  readonly subscription: string | null
}

/** `undecided`: a sentence that says what has to be known of the customer. */
export type TaxDecision =
  | { readonly ok: true; readonly treatment: TaxTreatment }
  | { readonly ok: false; readonly undecided: string }

/** `rules`: those in force on the tax point, each after those that it is on top of. */
export function decideTaxes(rules: readonly TaxRule[], supply: TaxedSupply, customer: TaxedCustomer): TaxDecision {
  const at = placeOn(rules, supply, customer)
  if ('undecided' in at) return { ok: false, undecided: at.undecided }
  const applied: AppliedTax[] = []
  for (const rule of rules) {
    const one = applyTax(rule, supply, { customer, ...at })
    if (one === null) continue
    applied.push({ ...one, onTopOf: one.onTopOf.filter(name => applied.some(({ tax }) => tax === name)) })
  }
  return { ok: true, treatment: applied.length === 0 ? null : applied }
}

/** Each tax after those that it is on top of, then by name. Taxes that wait for one another keep the order of names. */
export function taxesInOrder(rules: readonly TaxRule[]): TaxRule[] {
  const waiting = rules.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const ordered: TaxRule[] = []
  while (waiting.length > 0) {
    const isWaitedFor = (name: string): boolean => waiting.some(rule => rule.name === name)
    const next = waiting.findIndex(({ onTopOf }) => !onTopOf.some(isWaitedFor))
    ordered.push(...waiting.splice(Math.max(next, 0), 1))
  }
  return ordered
}

export interface SupplyPlace extends DatedTaxPlace {
  readonly isOwn: boolean
}

/** Where a supply is made: where its subscription is, if that has a place of its own by then, else where the account is; undefined where nothing is said. */
export function supplyPlace(
  { subscription, taxPoint }: Pick<TaxedSupply, 'subscription' | 'taxPoint'>,
  { subscriptionPlaces, taxPlaces }: TaxedCustomer
): SupplyPlace | undefined {
  const begun = ({ from }: DatedTaxPlace): boolean => compareDates(from, taxPoint) <= 0
  const own = subscription === null ? undefined : subscriptionPlaces?.get(subscription)?.findLast(begun)
  if (own !== undefined) return { ...own, isOwn: true }
  const place = taxPlaces.findLast(begun)
  return place && { ...place, isOwn: false }
}

interface Standing {
  /** Null where no tax asks for it. */
  readonly place: string | null
  readonly taxId: string | null
}

/** A customer of whom nothing is said is where all taxes are due, when that is one place. */
function placeOn(
  rules: readonly TaxRule[],
  supply: TaxedSupply,
  customer: TaxedCustomer
): Standing | { readonly undecided: string } {
  const day = supply.taxPoint
  const known = supplyPlace(supply, customer)
  const asked = [...new Set(rules.flatMap(({ places }) => places ?? []))].sort()
  if (known === undefined) {
    const [home = null, ...others] = asked
    if (others.length === 0) return { place: home, taxId: null }
    const undecided = `taxes are due in ${asked.join(', ')}, and the account has no place of supply on ${day}: tell its tax place`
    return { undecided }
  }
  const { place, taxId } = known
  const parts = asked.filter(one => one !== place && countryOf(one) === place)
  if (parts.length === 0) return { place, taxId }
  const whose = known.isOwn ? `subscription ${supply.subscription}` : 'the account'
  const undecided = `taxes are due in ${parts.join(', ')}, and of ${whose} only the country, ${place}, is known on ${day}: tell the part of it, such as ${parts[0]}`
  return { undecided }
}

function applyTax(
  rule: TaxRule,
  { category, taxPoint }: TaxedSupply,
  { customer, place, taxId }: Standing & { readonly customer: TaxedCustomer }
): AppliedTax | null {
  const rate = rateOf(rule, category, taxPoint)
  if (rate === undefined) return null
  const { included, name: tax, onTopOf, rounding, title } = rule
  const said = { tax, title, included, onTopOf, rounding }
  const free = { ...said, percent: '0', relieved: included && rate.percent !== '0' ? rate.percent : null }
  if (place !== null && rule.places !== null && !isWithin(place, rule.places)) {
    const elsewhere = elsewhereOf(rule, place, taxId !== null)
    if (elsewhere === undefined) return null
    const { at, code, reason } = elsewhere
    return { ...free, code, reason, certificate: null, rule: at }
  }
  const exemption = customer.taxExemptions.find(one => one.tax === tax && containsDate(one, taxPoint))
  if (exemption === undefined || rate.percent === '0') {
    const { at, code, percent, reason } = rate
    return { ...said, percent, code, reason, relieved: null, certificate: null, rule: at }
  }
  const { certificate } = exemption
  return { ...free, code: 'E', reason: `Exempt by certificate ${certificate}`, certificate, rule: rule.at }
}

function rateOf({ rates }: TaxRule, category: string, day: Temporal.PlainDate): TaxRate | undefined {
  const held = rates.filter(rate => containsDate(rate, day))
  return held.find(({ categories }) => categories?.includes(category)) ?? held.find(rate => rate.categories === null)
}

function elsewhereOf(rule: TaxRule, place: string, isBusiness: boolean): TaxElsewhere | undefined {
  return rule.elsewhere
    .filter(({ businesses, places }) => (isBusiness || !businesses) && (places === null || isWithin(place, places)))
    .toSorted((a, b) => weight(b) - weight(a))[0]
}

/** Naming places says more than naming businesses. */
function weight({ businesses, places }: TaxElsewhere): number {
  return (places === null ? 0 : 2) + (businesses ? 1 : 0)
}
