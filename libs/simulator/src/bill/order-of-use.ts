// In which order allowances cover usage.
import { compareDates } from '@farthing/billing-core/values'
import type { HeldAllowance } from './allowance-book.ts'

/** What counts by days is as good as gone when what is used of it now is there again. */
function goneOn({ expires, window }: HeldAllowance): Temporal.PlainDate {
  return window?.again ?? expires
}

/** Soonest expiry first; of those that lapse on one day a subscription's own first, then in the order written. */
export function inOrderOfUse(allowances: HeldAllowance[], subscription: string): HeldAllowance[] {
  const isForeign = (each: HeldAllowance): number => Number(each.subscription !== subscription)
  return allowances.sort(
    (a, b) =>
      compareDates(goneOn(a), goneOn(b)) ||
      isForeign(a) - isForeign(b) ||
      compareTexts(a.subscription, b.subscription) ||
      a.order - b.order ||
      compareDates(a.cycle, b.cycle)
  )
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
