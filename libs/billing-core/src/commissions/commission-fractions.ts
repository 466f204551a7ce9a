// The two shares that make a commission smaller: what is paid of an invoice, and what an early end leaves of a sale.
import { compareDates, daysBetween } from '../values/index.ts'
import type { CommissionedInvoice, CommissionSale } from './commission-sale.ts'

/** The denominator is positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const ALL: Fraction = { numerator: 1n, denominator: 1n }
const NONE: Fraction = { numerator: 0n, denominator: 1n }

/** What asks for nothing is settled as it is issued: lines and credits pay one another. */
export function paidOf({ asked, paid }: Pick<CommissionedInvoice, 'asked' | 'paid'>): Fraction {
  if (asked <= 0n || paid >= asked) return ALL
  return paid <= 0n ? NONE : { numerator: paid, denominator: asked }
}

export function keptOfLeading({ ended, from, terms: { clawback } }: CommissionSale): Fraction {
  if (clawback === null || ended === null) return ALL
  const safe = from.add({ months: clawback.months })
  if (compareDates(ended, safe) >= 0) return ALL
  if (!clawback.inProportion || compareDates(ended, from) <= 0) return NONE
  return { numerator: BigInt(daysBetween(from, ended)), denominator: BigInt(daysBetween(from, safe)) }
}
