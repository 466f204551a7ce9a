// A condition as it was written: facts compared with values, joined by and, or, not. Nothing in it has been judged yet.
import type { Quantity } from '@farthing/billing-core/values'
import type { Span } from '../signature/match.ts'
import type { FactScope } from './engine-condition.ts'

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | ConditionTest

export type Comparison = '>' | '>=' | '<' | '<=' | '=' | 'is' | 'is not' | 'reaches'

/** `used(data) reaches 80% of included` */
export interface ConditionTest extends Span {
  readonly kind: 'test'
  readonly fact: FactUse
  readonly comparison: Comparison
  readonly value: ConditionValue
  /** As written, with single spaces. */
  readonly text: string
}

/** `used(data) in 7 days`, `spend(new-zealand, fiji) of account this cycle`, `used(data) of group`. */
export interface FactUse extends Span {
  readonly name: string
  readonly arguments: readonly NamedThing[]
  /** Over whom it is added up; null: over none but the subscription. */
  readonly of: FactScope | null
  readonly thisCycle: boolean
  readonly window: FactWindow | null
}

/** `in 7 days`: millionths of what the unit says. */
export interface FactWindow extends Span {
  readonly micro: bigint
  readonly unit: string
}

export interface NamedThing extends Span {
  readonly name: string
}

export type ConditionValue =
  /** Millionths of what the unit says: `50.00`, `30 min`, `100 points`, `80%`. */
  | (Span & {
      readonly kind: 'number'
      readonly micro: bigint
      readonly unit: string | null
      /** What it measures, when the unit is one of usage. */
      readonly quantity: Quantity | null
      readonly percent: boolean
    })
  /** `80% of included`: millionths of a percent. */
  | (Span & { readonly kind: 'share'; readonly micro: bigint; readonly of: FactUse })
  | (Span & { readonly kind: 'date'; readonly date: Temporal.PlainDate })
  | (NamedThing & { readonly kind: 'name' })
