// What each kind of slot yields. A slot's kind says which of these its value is, so the values carry no tag.
import type { Quantity } from '@farthing/billing-core/values'
import type { Condition } from '../conditions/condition.ts'
import type { Expression } from '../slots/expression.ts'

/** `0.12` (the operator's currency: `currency` is null) or `0.12 EUR`. Micro: millionths of the currency's unit. */
export interface MoneyLiteral {
  readonly micro: bigint
  readonly currency: string | null
}

/** `free`, or `0.25 per minute`, `0.15 per call`, `10.00 per started 10 GB`. */
export type Price =
  | { readonly kind: 'free' }
  | { readonly kind: 'per'; readonly money: MoneyLiteral; readonly per: Quantity; readonly started: boolean }

/** What one event costs: a price, prices of its parts, a part of its value, or tiers that count all usage of a period. */
export type EventPrice =
  | Price
  /** `0.10 per minute for the first 3 min then 0.05 per minute`: two or more; only the last has no length. */
  | { readonly kind: 'steps'; readonly steps: readonly PriceStep[] }
  /** `12.5% of value`: millionths of one percent. */
  | { readonly kind: 'percent'; readonly percent: bigint }
  /** `tiers data-blocks`: the name of a table of tiers. */
  | { readonly kind: 'tiers'; readonly table: string }

export interface PriceStep {
  readonly price: Price
  /** null: to the end of the event. */
  readonly length: Quantity | null
  /** `first` stands in a later step, or `next` in the first one. */
  readonly isMisnamed?: true
}

/** `60s / 30s`: the first increment, then each following one. */
export interface Increment {
  readonly first: Quantity
  readonly next: Quantity
}

/** `weekdays`, `saturday, sunday, holidays`, `holidays of AU-NSW`, `24 december..27 december`: a day is in it that is in any of these. */
export interface DaySet {
  /** ISO weekdays (1 = Monday) in order, each once. */
  readonly days: readonly number[]
  /** Holidays of the operator's calendar. */
  readonly holidays: boolean
  /** Names of the calendars whose holidays are meant beside it. */
  readonly calendars: readonly string[]
  readonly dates: readonly DaySpan[]
}

/**
 * Half-open, as texts that compare: '2026-12-24' and '2026-12-27' of one year, '12-24' and '12-27' of every year. A
 * yearly span whose `until` is less than its `from` passes new year.
 */
export interface DaySpan {
  readonly from: string
  readonly until: string
}

/** `08:00..20:00` in minutes since midnight; `until` may be 1440, and is less than `from` when the range passes midnight. */
export interface TimeRange {
  readonly from: number
  readonly until: number
}

/** `weekdays 08:00..20:00`, `saturday, sunday, holidays`, `18:00..08:00`, `weekdays 20:00..24:00, saturday 06:00..12:00`. */
export interface WeekHours {
  readonly parts: readonly { readonly days: DaySet; readonly times: TimeRange }[]
}

/** `2026-03-16..2026-04-01`, half-open. */
export interface DateRange {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}

/** A calendar length: `month`, `quarter` (3 months), `year` (12 months), `week`, `14 days`, `24 months`. */
export interface CalendarPeriod {
  readonly unit: 'month' | 'week' | 'day'
  readonly count: number
}

/** The value of a slot by its kind. */
export interface SlotValues {
  /** `0.12`, `0.12 EUR`. */
  money: MoneyLiteral
  /** `12.5%` is 12_500_000n: millionths of one percent. */
  percent: bigint
  /** `90s`, `5 GB`, `100 sms`, `1 call`. */
  quantity: Quantity
  /** A quantity of time: `90s`, `30 min`, `2 h`. */
  duration: Quantity
  /** A quantity, or the word `unlimited`. */
  allowance: Quantity | 'unlimited'
  /** A whole number whose noun is a word of the pattern: `at most <n> times`. */
  count: number
  /** A plain decimal in millionths, for factors: the pattern says what it means. */
  number: bigint
  /** `2026-03-01`. */
  date: Temporal.PlainDate
  /** `2026-03-02 10:00` or `2026-03-02 10:00:30`, wall clock. */
  'date-time': Temporal.PlainDateTime
  /** `08:00`, `08:00:30`. */
  time: Temporal.PlainTime
  /** `2026-03-16..2026-04-01`. */
  dates: DateRange
  /** `08:00..20:00`. */
  times: TimeRange
  /** `weekdays`, `saturday, sunday, holidays`. */
  days: DaySet
  /** `weekdays 08:00..20:00`. */
  hours: WeekHours
  /** `month`, `14 days`. */
  period: CalendarPeriod
  /** `"Mobile 40"`, without its quotes. */
  text: string
  texts: readonly string[]
  /** One word, or a quoted text where the word would read as a clause. */
  name: string
  names: readonly string[]
  /** A telephone number, digits only: `+61293334444` is `61293334444`. */
  'number-text': string
  /** `0.25 per minute`, `free`. */
  price: Price
  /** `0.25 per minute`, `12.5% of value`, `free for the first 60s then 0.10 per minute`, `tiers data-blocks`. */
  'event-price': EventPrice
  /** `60s / 30s`; `60s` alone means `60s / 60s`. */
  increment: Increment
  /** `0.39 + 1.5 * 0.25`, exact. */
  expression: Expression
  /** `used(data) reaches 80% of included and plan is mobile-40`. */
  condition: Condition
  /** One of the slot's phrases, as declared. */
  choice: string
}

export type SlotKind = keyof SlotValues
export type SlotValue = SlotValues[SlotKind]
