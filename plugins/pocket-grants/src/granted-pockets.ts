// What plans and features should have granted in all, cycle by cycle: the kernel fills what is missing, and takes back what is too much.
import {
  accountAlignments,
  addDays,
  compareDates,
  CYCLE,
  cutPeriod,
  dateText,
  type DatedAlignment,
  earlierDate,
  endAfter,
  GRANTED,
  type Interval,
  laterDate,
  type PointsInput,
  type PointsTarget,
  type RulePiece,
  sameDate,
  type SubscriptionHistory,
  type SubscriptionPieces
} from '@farthing/plugin-sdk'
import type { PocketGrant } from './pocket-grant.ts'

type Day = Temporal.PlainDate
type Piece = RulePiece<PocketGrant>

export function grantedPockets({ history, subscriptions, today }: PointsInput<PocketGrant>): PointsTarget[] {
  const world = { alignments: accountAlignments(history), currency: history.currency, today }
  return subscriptions.flatMap(each => grantsOf(each, world))
}

interface World {
  readonly alignments: readonly DatedAlignment[]
  readonly currency: string
  readonly today: Day
}

/** Of versions and stays that meet in one cycle the first grants. */
function grantsOf({ pieces, subscription }: SubscriptionPieces<PocketGrant>, world: World): PointsTarget[] {
  const found = new Map<string, PointsTarget>()
  for (const piece of pieces.toSorted((a, b) => compareDates(a.from, b.from))) {
    for (const cycle of cyclesOf(piece, world)) {
      const kind = piece.value.unit === null ? 'money' : 'units'
      const key = `${GRANTED}${subscription.id}:${piece.series}:${kind}:${dateText(cycle.from)}`
      const day = firstActive(subscription, { from: laterDate(piece.from, cycle.from), until: endOf(piece, cycle) })
      if (found.has(key) || day === null || compareDates(day, world.today) > 0) continue
      if (!cameWithIt(piece, cycle, { subscription, pieces }))
        found.set(key, targetOf(key, { cycle, day, piece, subscription }, world))
    }
  }
  return [...found.values()]
}

function* cyclesOf({ from, until }: Piece, { alignments, today }: World): Generator<Interval> {
  for (let day = from; compareDates(day, today) <= 0 && (until === null || compareDates(day, until) < 0); ) {
    const { days } = cutPeriod(alignments, CYCLE, day)
    yield days
    day = days.until
  }
}

function endOf({ until }: Piece, cycle: Interval): Day {
  return until === null ? cycle.until : earlierDate(until, cycle.until)
}

/** Who is suspended uses nothing; null: all the days. */
function firstActive({ segments }: SubscriptionHistory, { from, until }: Interval): Day | null {
  for (const segment of segments) {
    if (segment.state === 'suspended') continue
    const begins = laterDate(segment.from, from)
    const ends = segment.until === null ? until : earlierDate(segment.until, until)
    if (compareDates(begins, ends) < 0) return begins
  }
  return null
}

/** A subscription that comes from another account within a cycle brings its pockets along: the next one is granted here. */
function cameWithIt(piece: Piece, cycle: Interval, { pieces, subscription }: SubscriptionPieces<PocketGrant>): boolean {
  const { held = [], whole } = subscription
  if (whole === undefined) return false
  const came = held.find(({ from }) => compareDates(cycle.from, from) < 0 && compareDates(from, cycle.until) < 0)
  if (came === undefined || compareDates(whole.started, came.from) >= 0) return false
  return pieces.some(({ from, series }) => series === piece.series && sameDate(from, came.from))
}

interface Granted {
  readonly cycle: Interval
  readonly day: Day
  readonly piece: Piece
  readonly subscription: SubscriptionHistory
}

function targetOf(key: string, { cycle, day, piece, subscription }: Granted, world: World): PointsTarget {
  const { at, title, value, version } = piece
  const { lasts, parts, priority, rollOver, services, shared, unit } = value
  const until = lasts === null ? lastCycle(cycle, rollOver, world) : endAfter(day, lasts)
  return {
    ...{ key, unit: unit ?? world.currency, parts, months: null, rule: at, version },
    reason: `${title}, ${dateText(cycle.from)}..${dateText(addDays(cycle.until, -1))}`,
    pocket: { subscription: shared ? null : subscription.id, services, priority, until }
  }
}

/** The end of the cycle, or of the last of those into which it rolls over. */
function lastCycle({ until }: Interval, rollOver: number, { alignments }: World): Day {
  let end = until
  for (let left = rollOver; left > 0; left -= 1) end = cutPeriod(alignments, CYCLE, end).days.until
  return end
}
