// When and to what an exception to the tariff applies: an offer of a plan, whoever's statement it is.
import type { DaySet, WeekHours } from './slot-value.ts'

/** Hours on days, in the operator's zone; `except` takes days out of them. Null: always, never. Plain data. */
export interface DayTimes {
  readonly hours: WeekHours | null
  readonly except: DaySet | null
  /** Days since 1970-01-01 of the calendars that are spoken of, by name; '' is the operator's own. */
  readonly calendars: Readonly<Record<string, readonly number[]>>
}

/** Usage of a service; null is every zone. */
export interface AppliesTo {
  readonly service: string
  readonly zones: readonly string[] | null
}

/**
 * Two applications of one plan that can meet on the same usage, with neither overriding the other, are refused with the
 * first moment at which both apply. Conditions are not looked at: they may always hold.
 */
export interface Application {
  /** Unique in its plan. */
  readonly name: string
  /** Names of those that do not apply where this one does. */
  readonly overrides: readonly string[]
  /** Half-open days in the operator's zone; null is unbounded. */
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly times: DayTimes
  readonly to: readonly AppliesTo[]
}
