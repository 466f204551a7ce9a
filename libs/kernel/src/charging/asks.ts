// What networks ask of charging, and what they are answered.
import { type BaseUnit, ticksPer } from '@farthing/billing-core/values'
import type { AtEnd } from '@farthing/rules-language'

/** What one rating group of a session reports and wants. */
export interface UnitAsk {
  readonly group: number
  /** Since the last report. */
  readonly used: Amounts
  /** Null: nothing. All null inside: as much as is usual. */
  readonly wanted: Amounts | null
}

/** One of them counts, by the unit of the tariff. */
export interface Amounts {
  readonly seconds: number | null
  readonly bytes: number | null
  /** Messages, events, or the smallest parts of a declared unit. */
  readonly units: number | null
}

export interface Counted {
  readonly unit: BaseUnit
  readonly ticks: number
}

interface Keyed {
  readonly key: string
  /** Of the whole request: the same key with another one is refused. */
  readonly digest: string
}

export interface OpenAsk extends Keyed {
  readonly kind: 'open'
  readonly subscriber: string
  readonly service: string
  readonly to: string
  readonly from: string
  readonly startedAt: Temporal.Instant
  readonly units: readonly UnitAsk[]
}

export interface GoOnAsk extends Keyed {
  readonly kind: 'go-on'
  readonly session: string
  readonly close: boolean
  readonly units: readonly UnitAsk[]
  /** What it says of its use besides: all that is known of it when nobody knows the session. */
  readonly told?: ToldUse
}

export interface ToldUse {
  /** '' where it does not say. */
  readonly subscriber: string
  readonly service: string
  readonly to: string
  readonly from: string
  /** When it was reported; null: it does not say. */
  readonly at: Temporal.Instant | null
}

/** One use that is over, or that happens at once: paid in full or not at all. */
export interface OnceAsk extends Keyed {
  readonly kind: 'once'
  readonly subscriber: string
  readonly service: string
  readonly to: string
  readonly from: string
  readonly startedAt: Temporal.Instant
  readonly quantity: { readonly unit: string; readonly ticks: number }
  /** Micro, by the source. */
  readonly value: number | null
}

export type ChargingAsk = OpenAsk | GoOnAsk | OnceAsk

/** Plain JSON: it is kept for the same request again. */
export interface UnitAnswer {
  readonly group: number
  readonly result: 'SUCCESS' | 'QUOTA_LIMIT_REACHED' | 'END_USER_SERVICE_DENIED' | 'RATING_FAILED'
  readonly unit: BaseUnit | null
  /** Ticks; null when nothing was wanted. */
  readonly granted: number | null
  readonly final: boolean
  /** What to do when it is used, where it is the last; left out: to end. */
  readonly atEnd?: AtEnd
  readonly detail: string | null
}

export interface ChargingAnswer {
  readonly session: string
  readonly units: readonly UnitAnswer[]
  readonly validitySeconds: number
  /** Of a use charged at once: its usage and its price in micro. */
  readonly once: { readonly event: string; readonly amount: string } | null
}

export type ChargingRefusal =
  | 'no-rules-published'
  | 'unknown-subscriber'
  | 'not-chargeable'
  | 'service-barred'
  | 'insufficient-balance'
  | 'unknown-session'
  | 'session-closed'
  | 'newer-release'
  | 'idempotency-key-reused'

export type ChargingOutcome =
  | { readonly ok: true; readonly value: ChargingAnswer }
  | { readonly ok: false; readonly reason: ChargingRefusal; readonly detail: string }

export type Refused = Extract<ChargingOutcome, { ok: false }>

/** A refusal is kept when something was done all the same. */
export type KeptOutcome = ChargingAnswer | Refused

export function refuse(reason: ChargingRefusal, detail: string): Refused {
  return { ok: false, reason, detail }
}

/** How much is granted to who wants no certain amount: five minutes, ten megabytes, one of anything else. */
const USUAL_TICKS: ReadonlyMap<string, number> = new Map([
  ['second', 300_000],
  ['byte', 10_000_000]
])

/** Ticks of the unit, 0 of nothing; undefined when it says an amount of other units only. */
export function ticksOf(amounts: Amounts, unit: BaseUnit): number | undefined {
  const { bytes, seconds, units } = amounts
  const count = unit === 'second' ? seconds : unit === 'byte' ? bytes : units
  if (count !== null) return count * ticksPer(unit)
  return (seconds ?? 0) + (bytes ?? 0) + (units ?? 0) === 0 ? 0 : undefined
}

/** An amount that is not nothing, in its own unit: what is said of things counted one by one is of `counted`. */
export function saidOf({ bytes, seconds, units }: Amounts, counted: BaseUnit): Counted | undefined {
  const said: readonly (readonly [BaseUnit, number | null])[] = [
    ['second', seconds],
    ['byte', bytes],
    [counted === 'second' || counted === 'byte' ? 'event' : counted, units]
  ]
  const all = said.flatMap(([unit, count]) =>
    count === null || count === 0 ? [] : [{ unit, ticks: count * ticksPer(unit) }]
  )
  return all.find(({ unit }) => unit === counted) ?? all[0]
}

/** Ticks to be granted, at most; undefined when it asks for another unit. */
export function wantedTicks(wanted: Amounts | null, unit: BaseUnit): number | undefined {
  if (wanted === null) return 0
  const { bytes, seconds, units } = wanted
  if (seconds === null && bytes === null && units === null) return USUAL_TICKS.get(unit) ?? 1
  return ticksOf(wanted, unit)
}
