// How what a discount takes off a cycle is shared by accounts between which a subscription was moved.
import { daysIn, intersect } from '@farthing/plugin-sdk'
import type { Interval, OpenInterval } from '@farthing/plugin-sdk'
import type { MovedDays } from './held-discounts.ts'

/** Of `all` days this account has `held`; all of one where nothing was moved. What comes after the end is of who had it last. */
export function sharedDays(moved: MovedDays | null, days: Interval): { readonly held: bigint; readonly all: bigint } {
  if (moved === null) return { held: 1n, all: 1n }
  const all = daysWithin(days, [moved.all])
  if (all > 0) return { held: BigInt(daysWithin(days, moved.held)), all: BigInt(all) }
  return { held: moved.last ? 1n : 0n, all: 1n }
}

function daysWithin(days: Interval, stretches: readonly OpenInterval[]): number {
  return stretches.reduce((sum, stretch) => {
    const both = intersect(days, stretch)
    return both === null ? sum : sum + daysIn(both)
  }, 0)
}
