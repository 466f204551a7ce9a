// How one charge is taxed: decided once, kept with its line, and what later corrections of the line carry too.
import type { RuleRef } from '../values/index.ts'
import type { TaxCategory } from './tax-rule.ts'

/** Texts only, so that it survives JSON and outlives the rules that decided it. */
export interface AppliedTax {
  readonly tax: string
  readonly title: string
  /** Percent, as a decimal: '19'. */
  readonly percent: string
  readonly code: TaxCategory
  readonly included: boolean
  /** Of the taxes before it in the treatment: those that it is charged on too. */
  readonly onTopOf: readonly string[]
  readonly rounding: 'bill' | 'line'
  /** Percent that the price includes and this customer does not owe: it is taken out of the price. Null for others. */
  readonly relieved: string | null
  /** Why nothing is due. */
  readonly reason: string | null
  /** Number of the certificate by which the customer is exempt. */
  readonly certificate: string | null
  readonly rule: RuleRef
}

/** Taxes come after those that they are on top of. Null: the charge is not taxed. */
export type TaxTreatment = readonly AppliedTax[] | null

/** The same for treatments that come to the same money and the same words on the invoice, wherever their rules stand. */
export function treatmentKey(treatment: TaxTreatment): string {
  if (treatment === null) return ''
  const known = keys.get(treatment)
  if (known !== undefined) return known
  const key = treatment.map(taxKey).join('\n')
  keys.set(treatment, key)
  return key
}

/** The lines of a bill share few treatments. */
const keys = new WeakMap<NonNullable<TaxTreatment>, string>()

/** Of one tax in it: what the invoice adds up together. */
export function taxKey(applied: AppliedTax): string {
  const { certificate, code, included, onTopOf, percent, reason, relieved, rounding, tax } = applied
  return JSON.stringify([tax, percent, code, included, onTopOf, rounding, relieved, reason, certificate])
}
