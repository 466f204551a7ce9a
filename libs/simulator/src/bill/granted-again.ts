// An allowance that a later version, or a plan that comes back, grants again within its cycle.
import { sameDate } from '@farthing/billing-core/values'
import type { HeldAllowance } from './allowance-book.ts'

/** Whether a later version, or the plan that comes back, says nothing new of it. */
export function isAlike(known: HeldAllowance, { ticks, fixed, expires, rollOver, shared }: HeldAllowance): boolean {
  if (known.origin?.dropped === true) return false
  const sameEnd = known.fixed === fixed && (fixed || sameDate(known.expires, expires))
  return known.ticks === ticks && sameEnd && known.rollOver === rollOver && known.shared === shared
}

/** What was used stays used; one that lasts for a time of its own keeps its day. */
export function continued(known: HeldAllowance, next: HeldAllowance): HeldAllowance {
  const { dropped = false, usedBefore = 0 } = known.origin ?? {}
  const used = usedBefore + (known.ticks === null ? 0 : known.ticks - (known.left ?? 0))
  const left = next.ticks === null ? null : Math.max(0, next.ticks - used)
  const beyond = next.ticks === null ? used : Math.max(0, used - next.ticks)
  const origin = next.origin && { ...next.origin, usedBefore: beyond }
  const emptiedMs = left === 0 ? (known.emptiedMs ?? next.startMs) : null
  const { expires, endMs } = known.fixed && next.fixed && !dropped ? known : next
  return { ...next, left, origin, expires, endMs, startMs: known.startMs, emptiedMs }
}
