// Whose use counts in a group, and on which days.
import { containsDate, type Interval, intersect } from '@farthing/billing-core/values'

/** An account, or one subscription of it, that is in a group on these days of its zone, half-open. */
export interface GroupMember {
  readonly group: string
  /** Null: all of the account. */
  readonly subscription: string | null
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

/** The groups that a subscription is in on a day, by the memberships of its account. */
export function groupsOn(memberships: readonly GroupMember[], subscription: string, day: Temporal.PlainDate): string[] {
  const own = memberships.filter(each => isOf(each, subscription) && containsDate(each, day))
  return [...new Set(own.map(({ group }) => group))]
}

function isOf({ subscription: of }: GroupMember, subscription: string): boolean {
  return of === null || of === subscription
}

/** Of days on which use is counted, those on which a member's does; null: none. */
export function memberDays(days: Interval, { from, until }: GroupMember): Interval | null {
  return intersect(days, { from, until })
}
