// The typed intermediate form of one tariff version: checked, with names resolved to indexes, exact integers only.
import type { BaseUnit, RuleRef } from '@farthing/billing-core/values'
import { limits } from '../limits.ts'
import type { Reach } from '../rule-set/reach.ts'
import type { TierTable } from '../rule-set/tiers.ts'
import type { BandWeek } from './band-week.ts'

export interface TariffManners {
  /** The setup is charged although an allowance covers the whole event. */
  readonly setupAlways: boolean
  /** Pockets of its unit pay only where they name its service. */
  readonly pocketsByName: boolean
}

export interface TariffForm extends TariffManners {
  readonly name: string
  readonly service: string
  readonly unit: BaseUnit
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly reach: Reach | null
  /** The days that it can rate, as epoch milliseconds: more than its dates when it or a later version reaches otherwise. */
  readonly startsAt: number
  readonly endsAt: number
  readonly at: RuleRef
  readonly currency: string
  /** IANA zone in which bands are read. */
  readonly clockZone: string
  /** Where events come from; [''] when prices do not ask. */
  readonly origins: readonly string[]
  /** Empty: there is one origin. Otherwise the longest prefix of the calling number decides. */
  readonly originPrefixes: readonly PrefixForm[]
  readonly zones: readonly string[]
  /** Empty: every event is in the one zone. Otherwise the longest prefix of the number decides. */
  readonly prefixes: readonly PrefixForm[]
  /** Whose number that is. */
  readonly zoneBy: NumberRole
  /** At least one; [''] when the tariff has no bands. */
  readonly bands: readonly BandForm[]
  /** null: one band only. */
  readonly week: BandWeek | null
  /** A call that crosses bands is split; otherwise the band at its start rates all of it. */
  readonly split: boolean
  readonly rates: readonly RateForm[]
  /** `rates` index of each cell, (origin * zones.length + zone) * bands.length + band; -1: no rate. */
  readonly rateOf: Int32Array
}

/** The number that is called, or the one that calls. */
export type NumberRole = 'called' | 'calling'

export interface PrefixForm {
  readonly prefix: string
  readonly zone: number
  readonly at: RuleRef
}

export interface BandForm {
  readonly name: string
  /** As the file says it: 'weekdays 08:00..20:00 except holidays'. */
  readonly text: string
  /** Absent in a tariff without bands. */
  readonly at?: RuleRef
}

export interface RateForm {
  readonly at: RuleRef
  readonly price: PriceForm
  /** Micro units, not negative. */
  readonly setup: bigint
  /** Ticks, at least 1: the first increment and each one after it. */
  readonly first: number
  readonly next: number
  /** '60s / 30s', or '' when events are billed to the tick. */
  readonly increments: string
  /** Ticks: an event that is no longer costs nothing; 0: none. */
  readonly grace: number
  readonly minimum: bigint | null
  readonly maximum: bigint | null
}

export type PriceForm =
  | { readonly kind: 'free' }
  | PlainPriceForm
  /** Parts of an event one after the other, from its start: at least two. `text`: as written. */
  | { readonly kind: 'steps'; readonly steps: readonly PriceStepForm[]; readonly text: string }
  /** Of the value that the event carries; `micro`: millionths of one percent. `text`: '12.5% of value'. */
  | { readonly kind: 'percent'; readonly micro: bigint; readonly text: string }
  /** By what a counter has counted: the event itself costs nothing yet. */
  | { readonly kind: 'tiers'; readonly table: TierTable }

export type PlainPriceForm =
  /** Once per event. */
  | { readonly kind: 'event'; readonly micro: bigint }
  /** `micro` for every `per` ticks; `started`: a part of them counts as the whole. `text`: '0.25 per minute'. */
  | {
      readonly kind: 'rate'
      readonly micro: bigint
      readonly per: bigint
      readonly started: boolean
      readonly text: string
    }

/** Billed ticks from `from` until `until` (null: the end of the event): `flat` once, and `micro` for every `per` ticks. */
export interface PriceStepForm {
  readonly from: bigint
  readonly until: bigint | null
  readonly flat: bigint
  readonly micro: bigint
  readonly per: bigint
  readonly text: string
}

/** Longest event measured in time: 366 days of milliseconds. */
export const LONGEST_DURATION_TICKS = limits.durationDays.most * 86_400_000
/** Largest quantity of any other unit in one event. */
export const LARGEST_QUANTITY_TICKS = 2 ** 52
/** Rating knows 1970-01-02 until 2100: local minutes are positive 32-bit integers there and the zone clock is a table. */
export const EARLIEST_START = 86_400_000
export const LATEST_START = 4_102_444_800_000

export function largestQuantity(unit: BaseUnit): number {
  return unit === 'second' ? LONGEST_DURATION_TICKS : LARGEST_QUANTITY_TICKS
}
