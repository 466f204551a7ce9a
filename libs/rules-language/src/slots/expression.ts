// Sums and products of literals, evaluated exactly while they are parsed.
import type { BaseUnit } from '@farthing/billing-core/values'

/** What a value is: a plain number, money, or a quantity of one dimension. */
export type Dimension = 'number' | 'money' | BaseUnit

/** An exact fraction of the base unit (of one currency unit for money): numerator / denominator, denominator > 0, in lowest terms. */
export interface Exact {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** `0.39 + 1.5 * 0.25`. */
export interface Expression {
  /** The whole, already evaluated. */
  readonly value: Exact
  readonly dimension: Dimension
  /** The currency written in it, null when none was. */
  readonly currency: string | null
  /** The value in millionths of the base unit. */
  readonly micro: bigint
  /** As written, with single spaces: '0.39 + 1.5 * 0.25'. */
  readonly text: string
}
