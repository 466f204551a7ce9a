// What became of lines, counted: by outcome, and by the reasons of those that were not rated.
import type { Reasons } from './usage.tables.ts'

/** By reason. */
export type Counts = Readonly<Record<string, number>>

/** lines = rated + duplicate + quarantined + filtered. */
export interface LineCounts {
  readonly lines: number
  readonly rated: number
  readonly duplicate: number
  readonly quarantined: number
  readonly filtered: number
  readonly reasons: Reasons
}

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** So many of the lines that waited are duplicates now. Counts of one chunk may fall below zero: an earlier one left the lines waiting. */
export function asDuplicates<C extends LineCounts>(counts: C, settled: Counts): C {
  const moved = sumOf(settled)
  if (moved === 0) return counts
  const taken = Object.fromEntries(Object.entries(settled).map(([reason, count]) => [reason, -count]))
  return {
    ...counts,
    duplicate: counts.duplicate + moved,
    quarantined: counts.quarantined - moved,
    reasons: addReasons([counts.reasons, { quarantined: taken, filtered: {} }])
  }
}

export function addReasons(all: readonly Reasons[]): Reasons {
  return {
    quarantined: addCounts(all.map(each => each.quarantined)),
    filtered: addCounts(all.map(each => each.filtered))
  }
}

function addCounts(maps: readonly Counts[]): Counts {
  const total = new Map<string, number>()
  for (const [reason, count] of maps.flatMap(map => Object.entries(map))) {
    total.set(reason, (total.get(reason) ?? 0) + count)
  }
  const left = [...total].filter(([, count]) => count !== 0)
  return Object.fromEntries(left.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
