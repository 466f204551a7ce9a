// Sets of days as sorted, disjoint, half-open stretches: what one bill covered against what the next one does.
import { compareDates, sameDate } from '../values/index.ts'

export interface Days {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}

/** The days that are in one of the two sets only, as one stretch from the first to the last; null when they agree. */
export function differingDays(before: readonly Days[], after: readonly Days[]): Days | null {
  const [old, fresh] = [union(before), union(after)]
  const apart = [...subtract(old, fresh), ...subtract(fresh, old)]
  return hull(apart)
}

/** Those that are in none of `others`, as one stretch from the first to the last; null when there are none. */
export function daysBut(days: readonly Days[], others: readonly Days[]): Days | null {
  return hull(subtract(union(days), union(others)))
}

/** One stretch from the first day to the last; null when there is none. */
export function hull(days: readonly Days[]): Days | null {
  const [first, ...rest] = days
  if (first === undefined) return null
  let { from, until } = first
  for (const other of rest) {
    if (isBefore(other.from, from)) from = other.from
    if (isBefore(until, other.until)) until = other.until
  }
  return { from, until }
}

export function overlap(a: Days, b: Days): boolean {
  return isBefore(a.from, b.until) && isBefore(b.from, a.until)
}

export function sameDays(a: Days, b: Days): boolean {
  return sameDate(a.from, b.from) && sameDate(a.until, b.until)
}

export function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return compareDates(a, b) < 0
}

function union(days: readonly Days[]): Days[] {
  const merged: Days[] = []
  for (const next of days.toSorted((a, b) => compareDates(a.from, b.from))) {
    const last = merged.at(-1)
    if (!isBefore(next.from, next.until)) continue
    if (last !== undefined && !isBefore(last.until, next.from)) merged[merged.length - 1] = hull([last, next]) ?? last
    else merged.push(next)
  }
  return merged
}

function subtract(days: readonly Days[], taken: readonly Days[]): Days[] {
  let left = [...days]
  for (const cut of taken) left = left.flatMap(stretch => without(stretch, cut))
  return left
}

function without(stretch: Days, cut: Days): Days[] {
  if (!overlap(stretch, cut)) return [stretch]
  const pieces: Days[] = []
  if (isBefore(stretch.from, cut.from)) pieces.push({ from: stretch.from, until: cut.from })
  if (isBefore(cut.until, stretch.until)) pieces.push({ from: cut.until, until: stretch.until })
  return pieces
}
