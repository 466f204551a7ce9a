// What the grammar yields: the tokens of a literal, not yet judged.
import type { IToken } from 'chevrotain'
import type { Span } from '../signature/match.ts'
import type { UnitWords } from '../signature/slot.ts'
import { endOf } from '../lexer/lex.ts'

/** `0.12 EUR`, `90s`, `12.5%`, `-10.32`: the number with its sign, unit or percent mark. */
export interface Measure {
  readonly minus: IToken | null
  readonly number: IToken
  readonly unit: IToken | null
  readonly percent: IToken | null
  /** The unit words that it may have. */
  readonly units: UnitWords
}

/** `free`, or `10.00 per started 10 GB`. */
export type WrittenPrice =
  | { readonly free: IToken }
  | {
      readonly free: null
      readonly measure: Measure
      readonly started: boolean
      readonly count: IToken | null
      readonly unit: IToken
    }

export interface WrittenStep {
  readonly price: WrittenPrice
  /** Null: to the end of the event. */
  readonly length: Measure | null
  /** `first` or `next`. */
  readonly word: IToken | null
}

export type WrittenEventPrice =
  | { readonly kind: 'percent'; readonly measure: Measure }
  | { readonly kind: 'tiers'; readonly table: IToken }
  | {
      readonly kind: 'steps'
      readonly steps: readonly WrittenStep[]
    }

/** One piece of `weekdays 08:00..20:00, monday..friday, saturday`. */
export interface WrittenHours {
  readonly days: WrittenDays | null
  readonly times: WrittenRange | null
}

export type WrittenDays =
  /** `weekdays`, `monday..friday`. */
  | { readonly kind: 'week'; readonly first: IToken; readonly last: IToken | null }
  /** `holidays of AU-NSW`. */
  | { readonly kind: 'calendar'; readonly first: IToken; readonly last: IToken }
  /** `2026-12-24..2026-12-27`. */
  | { readonly kind: 'dates'; readonly first: IToken; readonly last: IToken | null }
  | WrittenYearly

/** `24 december..27 december`. */
export interface WrittenYearly {
  readonly kind: 'yearly'
  readonly first: IToken
  readonly month: IToken
  readonly end: { readonly day: IToken; readonly month: IToken } | null
}

export interface WrittenRange {
  readonly from: IToken
  readonly until: IToken
}

/** `month` or `14 days`. */
export interface WrittenPeriod {
  readonly count: IToken | null
  readonly unit: IToken
}

export function spanOf(first: IToken, last: IToken = first): Span {
  return { start: first.startOffset, end: endOf(last) }
}

export function spanOfMeasure(measure: Measure): Span {
  return spanOf(measure.minus ?? measure.number, measure.percent ?? measure.unit ?? measure.number)
}

/** Of where it begins. */
export function spanOfHours({ days, times }: WrittenHours): Span {
  const first = days?.first ?? times?.from
  return first === undefined ? { start: 0, end: 0 } : spanOf(first)
}
