// Whose a subscription is at an instant: it goes at midnight of who gives it, and its days are those of who has it.
import type { HoldingStretch } from '@farthing/billing-core'
import { laterDate, localDay, startOfDayMs } from '@farthing/billing-core/values'

export interface HolderNow {
  readonly account: string
  /** In the zone of who has it; its first day there where that has not begun yet. */
  readonly today: Temporal.PlainDate
}

type ZoneOf = (account: string) => string

/** `holders`: of its whole life, in order; before the first day the first one. */
export function holderNow(holders: readonly HoldingStretch[], zoneOf: ZoneOf, now: Temporal.Instant): HolderNow {
  const has = ({ from }: HoldingStretch, index: number): boolean => {
    const giver = holders[index - 1] ?? holders[index]
    return giver !== undefined && startOfDayMs(from, zoneOf(giver.account)) <= now.epochMilliseconds
  }
  const held = holders.findLast(has)
  const holder = held ?? holders[0]
  if (holder === undefined) throw new Error('a subscription is of an account')
  const today = localDay(now.epochMilliseconds, zoneOf(holder.account))
  return { account: holder.account, today: held === undefined ? today : laterDate(today, held.from) }
}
