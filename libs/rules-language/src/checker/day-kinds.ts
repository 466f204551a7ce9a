// The kinds of days that the bands of a tariff tell apart: by the calendars and the dates that they name. Every combination
// of holidays may come one day, while dates have the weekdays that they have.
import { epochDay } from '@farthing/billing-core/values'
import { weekdayOf } from '../compiler/day-times.ts'
import type { DaySet, DaySpan } from '../signature/slot-value.ts'
import type { BandDeclaration } from '../vocabulary/declarations.ts'
import { ALL_DAYS, daysOfSpan } from './days-of-span.ts'

export interface DayKind {
  /** The calendars in which it is a holiday. */
  readonly calendars: readonly string[]
  readonly spans: readonly DaySpan[]
  /** ISO weekdays that such a day can be, in any year; bit 1 is Monday. Calls run on after a tariff has ended. */
  readonly weekdays: number
  /** Those among them on which the tariff holds: what is proven is proven of these. */
  readonly held: number
}

export interface DayKinds {
  /** The first is every day that no band singles out. */
  readonly kinds: readonly DayKind[]
  /** Local days since 1970-01-01 of another kind than the first. */
  readonly special: readonly (readonly [day: number, kind: number])[]
  /** What the word holidays alone means; null when the operator names no calendar. */
  readonly ownCalendar: string | null
}

export interface DayWorld {
  /** Local days since 1970-01-01 by calendar. */
  readonly calendars: ReadonlyMap<string, readonly number[]>
  readonly ownCalendar: string | null
}

const DAYS = ALL_DAYS.until
const MOST_SPANS = 30
/** Kinds are kept as bytes, and each is a week of minutes. */
const MOST_KINDS = 200

/** null: bands tell too many kinds of days apart. */
export function dayKinds(bands: readonly BandDeclaration[], held: HeldDays, world: DayWorld): DayKinds | null {
  const sets = bands.flatMap(daySetsOf)
  const calendars = [...new Set(sets.flatMap(set => calendarsOf(set, world.ownCalendar)))]
  const spans = [...new Map(sets.flatMap(({ dates }) => dates.map(span => [spanKey(span), span] as const))).values()]
  if (spans.length > MOST_SPANS || calendars.length > 7) return null
  const inSpans = spanMasks(spans)
  const ofHeld = weekdaysByMask(inSpans, held)
  const ofAll = weekdaysByMask(inSpans, { from: null, until: null })
  const holidays = holidayMasks(calendars, world)
  const subsets = 2 ** calendars.length
  if (ofHeld.size * subsets > MOST_KINDS) return null
  const fits = ofAll.size * subsets <= MOST_KINDS
  const masks = [...(fits ? ofAll : ofHeld).keys()]
  const kinds = masks.flatMap(mask =>
    Array.from({ length: subsets }, (_, subset) => ({
      calendars: picked(calendars, subset),
      spans: picked(spans, mask),
      weekdays: ofAll.get(mask) ?? 0,
      held: ofHeld.get(mask) ?? 0
    }))
  )
  const special: [number, number][] = []
  const days = spans.length > 0 ? Array.from({ length: DAYS }, (_, day) => day) : [...holidays.keys()]
  for (const day of days) {
    const place = masks.indexOf(inSpans[day] ?? 0)
    const index = place < 0 ? kinds.length : place * subsets + (holidays.get(day) ?? 0)
    if (index > 0) special.push([day, index])
  }
  return { kinds: fits ? kinds : [...kinds, NO_ROOM], special, ownCalendar: world.ownCalendar }
}

/** Days on which the tariff does not hold, of more kinds than there is room for: they have no band. */
const NO_ROOM: DayKind = { calendars: [], spans: [], weekdays: 0, held: 0 }

/** The days on which the tariff holds. */
export interface HeldDays {
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

/** Is a day of this kind, on this ISO weekday, in the set? */
export function isInSet(set: DaySet, weekday: number, { kind, own }: { kind: DayKind; own: string | null }): boolean {
  if (set.days.includes(weekday)) return true
  if (calendarsOf(set, own).some(name => kind.calendars.includes(name))) return true
  return set.dates.some(span => kind.spans.some(one => spanKey(one) === spanKey(span)))
}

export function daySetsOf({ hours, except }: BandDeclaration): DaySet[] {
  const own = hours === 'otherwise' ? [] : hours.parts.map(({ days }) => days)
  return except === null ? own : [...own, except]
}

function calendarsOf(set: DaySet, own: string | null): readonly string[] {
  return set.holidays && own !== null ? [own, ...set.calendars] : set.calendars
}

function spanKey({ from, until }: DaySpan): string {
  return `${from}..${until}`
}

function picked<T>(items: readonly T[], mask: number): T[] {
  return items.filter((_, index) => (mask & (1 << index)) !== 0)
}

/** By day since 1970: bit n is set on the days of `spans[n]`. */
function spanMasks(spans: readonly DaySpan[]): Int32Array {
  const masks = new Int32Array(spans.length === 0 ? 0 : DAYS)
  spans.forEach((span, index) => {
    for (const { from, until } of daysOfSpan(span, ALL_DAYS)) {
      for (let day = Math.max(from, 0); day < until && day < DAYS; day++) masks[day] = (masks[day] ?? 0) | (1 << index)
    }
  })
  return masks
}

/** Which weekdays the days of each mask have; the mask 0 comes first, even when no day has it. */
function weekdaysByMask(masks: Int32Array, { from, until }: HeldDays): Map<number, number> {
  if (masks.length === 0) return new Map([[0, 0b1111_1110]])
  const weekdays = new Map([[0, 0]])
  const first = from === null ? 0 : Math.max(0, epochDay(from))
  const end = until === null ? DAYS : Math.min(DAYS, epochDay(until))
  for (let day = first; day < end; day++) {
    const mask = masks[day] ?? 0
    weekdays.set(mask, (weekdays.get(mask) ?? 0) | (1 << weekdayOf(day)))
  }
  return weekdays
}

/** By day since 1970: bit n is set on the holidays of `calendars[n]`. */
function holidayMasks(calendars: readonly string[], world: DayWorld): Map<number, number> {
  const masks = new Map<number, number>()
  calendars.forEach((name, index) => {
    for (const day of world.calendars.get(name) ?? []) {
      if (day >= 0 && day < DAYS) masks.set(day, (masks.get(day) ?? 0) | (1 << index))
    }
  })
  return masks
}
