// The typed holes of a pattern.
import type { BaseUnit, UnitWord } from '@farthing/billing-core/values'
import type { SlotKind, SlotValues } from './slot-value.ts'

interface SlotBase {
  /** Must be true exactly for the slots that stand in an optional clause or in one of several alternatives. */
  readonly optional?: true
  /** What to write here, for hover and the reference: 'the price of one period'. */
  readonly doc?: string
  /** Unit words, those that the rules declare among them: `withUnits` puts them here. Left out: those of the language. */
  readonly units?: UnitWords
}

export type UnitWords = ReadonlyMap<string, UnitWord>

type PlainKind = Exclude<
  SlotKind,
  'money' | 'quantity' | 'allowance' | 'count' | 'name' | 'names' | 'text' | 'choice' | 'expression'
>

export type Slot =
  | (SlotBase & { readonly kind: PlainKind })
  /** `signed`: a leading minus is welcome. */
  | (SlotBase & { readonly kind: 'money'; readonly signed?: true })
  /** `of`: the dimensions that make sense here; all when absent. */
  | (SlotBase & { readonly kind: 'quantity' | 'allowance'; readonly of?: readonly BaseUnit[] })
  | (SlotBase & { readonly kind: 'count'; readonly signed?: true; readonly min?: number; readonly max?: number })
  /**
   * `declares` / `refersTo`: the kind of thing named ('plan', 'tariff', 'zone'), resolved by the checker. `mayReferTo`: it
   * may also name something that no rule declares, so only editors follow it.
   */
  | (SlotBase & {
      readonly kind: 'name' | 'names' | 'text'
      readonly declares?: string
      readonly refersTo?: string
      readonly mayReferTo?: string
    })
  /** Each phrase is one or more words: `['day', 'day of 30']`; the longest that fits wins. `orUnits`: or a unit that the rules declare. */
  | (SlotBase & { readonly kind: 'choice'; readonly of: readonly string[]; readonly orUnits?: true })
  /** What the whole must come to. A plain number counts as money in the operator's currency. */
  | (SlotBase & { readonly kind: 'expression'; readonly result: 'money' | 'quantity'; readonly signed?: true })

export type SlotSet = Readonly<Record<string, Slot>>

type Choices<S extends Slot> = S extends { readonly kind: 'choice'; readonly of: readonly (infer P)[] }
  ? P
  : SlotValues[S['kind']]

/** The value of one slot: absent only when the slot is declared optional. */
export type ValueOf<S extends Slot> = S extends { readonly optional: true } ? Choices<S> | undefined : Choices<S>

export type SlotValuesOf<S extends SlotSet> = { readonly [K in keyof S]: ValueOf<S[K]> }
