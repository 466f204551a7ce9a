// A consolidated account is billed on its parent's bill day: which facts say so.
import {
  type AccountHistory,
  accountHistory,
  type BillDayChanged,
  type DatedBillDay,
  type Fact,
  type Hierarchy,
  laterDate,
  standingFacts
} from '@farthing/billing-core'
import { compareDates, sameDate } from '@farthing/billing-core/values'

/** Days under a parent, half-open; `until` null while they last. */
export interface FollowedDays {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

type BillDays = Pick<AccountHistory, 'billDays' | 'opened'>
type Move = Pick<BillDayChanged, 'kind' | 'effective' | 'billDay'>

/** None where the child's bill day is the parent's already. Each move cuts the child's period as any other does. */
export function followedBillDays(
  child: BillDays,
  parent: Pick<AccountHistory, 'billDays'>,
  { from, until }: FollowedDays
): Move[] {
  const first = laterDate(from, child.opened)
  const within = (day: Temporal.PlainDate): boolean =>
    compareDates(day, first) > 0 && (until === null || compareDates(day, until) < 0)
  const days = [first, ...[...child.billDays, ...parent.billDays].map(each => each.from).filter(within)]
  const moves: Move[] = []
  for (const day of days.toSorted(compareDates)) {
    const [own, moved, wanted] = [billDayOn(child, day), moves.at(-1), billDayOn(parent, day)]
    const holds = moved !== undefined && compareDates(own.from, moved.effective) <= 0 ? moved : own
    if (holds.billDay !== wanted.billDay)
      moves.push({ kind: 'bill-day-changed', effective: day, billDay: wanted.billDay })
  }
  return moves
}

/** Before the first day: the first one. */
function billDayOn({ billDays }: Pick<AccountHistory, 'billDays'>, day: Temporal.PlainDate): DatedBillDay {
  const found = billDays.findLast(({ from }) => compareDates(from, day) <= 0) ?? billDays[0]
  if (found === undefined) throw new Error('an account has a bill day from its first day on')
  return found
}

export interface FollowedNews {
  /** To be written. */
  readonly moves: readonly BillDayChanged[]
  /** To be withdrawn: what the account follows no longer. */
  readonly gone: readonly BillDayChanged[]
  /** With all of that. */
  readonly history: AccountHistory
}

/**
 * What the book of an account lacks, and what it has too much, to follow its parents as far as it is consolidated. `facts`: those of its bill
 * day; `parents`: by id; of one that is missing nothing follows. `known`: of the news. Null: nothing opens the account.
 */
export function followingNews(
  account: string,
  facts: readonly Fact[],
  {
    hierarchy,
    known,
    parents
  }: {
    readonly hierarchy: Hierarchy
    readonly known: Temporal.Instant
    readonly parents: ReadonlyMap<string, BillDays>
  }
): FollowedNews | null {
  const stood = standingFacts(facts).facts.filter(isFollower)
  const own = facts.filter(fact => !stood.some(({ id }) => id === fact.id))
  const wanted: BillDayChanged[] = []
  let history = accountHistory(account, own)
  for (const { link, until } of hierarchy.linksOf(account)) {
    const parent = parents.get(link.parent)
    if (history === null || parent === undefined || link.billing !== 'consolidated') continue
    for (const move of followedBillDays(history, parent, { from: link.from, until }))
      wanted.push({ ...move, id: `~${wanted.length}`, known, supersedes: null, follows: link.id })
    history = accountHistory(account, [...own, ...wanted])
  }
  if (history === null) return null
  const moves = wanted.filter(move => !stood.some(each => isSame(each, move)))
  const gone = stood.filter(each => !wanted.some(move => isSame(each, move)))
  return { moves, gone, history }
}

function isFollower(fact: Fact): fact is BillDayChanged {
  return fact.kind === 'bill-day-changed' && fact.follows !== undefined
}

function isSame(a: BillDayChanged, b: BillDayChanged): boolean {
  return sameDate(a.effective, b.effective) && a.billDay === b.billDay && a.follows === b.follows
}
