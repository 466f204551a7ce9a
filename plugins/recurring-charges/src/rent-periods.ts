// Which days are charged at which price: periods cut from their alignment, laid over the days that a plan held.
import {
  addDays,
  compareDates,
  cutPeriod,
  periodContaining,
  sameDate,
  undividedPeriod,
  wholeLife
} from '@farthing/plugin-sdk'
import type { ChargeInput, CutPeriod, Interval, RulePiece } from '@farthing/plugin-sdk'
import { type Holding, pricedDays, type PricedDays } from './priced-days.ts'
import type { Rent } from './rent.ts'

/** Part of a period, or all of it, under one plan or with one feature, at one price. */
export interface RentPeriod {
  /** What a part is a fraction of. */
  readonly full: Interval
  /** The days of the full period on which the account's bill day held: all, unless it moved. */
  readonly held: Interval
  /** The days that one price pays for: those of `held`, and where the rent knows no shares those that are one period with them. */
  readonly paid: Interval
  /** Those on which the plan or feature held at one price. */
  readonly days: PricedDays
  /** Which of the parts of its period that cost something, in order: 1, 2 ... */
  readonly part: number
  /** The version that prices it: in force when the period began, or when the plan or feature did, if later. */
  readonly priced: RulePiece<Rent>
}

/** Pieces of one statement that touch: later ones are newer versions of the first. */
interface Segment {
  readonly from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  readonly versions: RulePiece<Rent>[]
}

/** Every period that is due by `through` and that has not ended before `since`, in order of segment, then day. */
export function* rentPeriods(input: ChargeInput<Rent>): Generator<RentPeriod> {
  for (const segment of segments(input.pieces)) yield* periodsOf(segment, input)
}

function segments(pieces: readonly RulePiece<Rent>[]): Segment[] {
  const found: Segment[] = []
  for (const piece of pieces) {
    const open = found.at(-1)
    const first = open?.versions[0]
    if (open && first?.series === piece.series && sameDate(open.until, piece.from) && !cutsPeriods(piece)) {
      open.versions.push(piece)
      open.until = piece.until
    } else {
      found.push({ from: piece.from, until: piece.until, versions: [piece] })
    }
  }
  return found
}

/** What it takes over in the middle of a period is priced for its days, where parts of a period are. */
function cutsPeriods({ retroactive, value: { proration } }: RulePiece<Rent>): boolean {
  return retroactive && proration !== 'none' && proration !== 'full period'
}

function* periodsOf(segment: Segment, input: ChargeInput<Rent>): Generator<RentPeriod> {
  let day = firstDay(segment, input)
  while (segment.until === null || compareDates(day, segment.until) < 0) {
    const priced = versionAt(segment, day)
    const { full, days: held } = periodOf(priced.value, input, day)
    const until = segment.until && compareDates(segment.until, held.until) < 0 ? segment.until : held.until
    const paid = paidDays(priced.value, held, input)
    let part = 0
    for (const days of pricedDays(priced.value, { from: day, until }, holdingOf(priced, input))) {
      if (compareDates(priced.value.due === 'in advance' ? days.from : days.until, input.through) > 0) return
      if (days.amount > 0n) yield { full, held, paid, days, priced, part: ++part }
    }
    day = paid.until
  }
}

/** Prices at first are counted from the first day ever: who leaves a plan and comes back does not begin anew. */
function holdingOf({ kind, name, from }: RulePiece<Rent>, { subscription }: ChargeInput<Rent>): Holding {
  const { features, segments } = wholeLife(subscription)
  const first =
    kind === 'plan' ? segments.find(({ plan }) => plan === name) : features.find(({ feature }) => feature === name)
  return { first: first?.from ?? from, segments }
}

/** Skips what ended before `since`, unless the way periods are cut changed on the way there. */
function firstDay(segment: Segment, input: ChargeInput<Rent>): Temporal.PlainDate {
  const since = addDays(input.since, -1)
  if (compareDates(since, segment.from) <= 0) return segment.from
  const cuts = new Set(
    segment.versions.map(
      ({ value }) => `${value.length.count} ${value.length.unit} ${value.anchor} ${isUndivided(value)}`
    )
  )
  if (cuts.size > 1) return segment.from
  const { value } = versionAt(segment, since)
  const { from } = paidDays(value, periodOf(value, input, since).days, input)
  return compareDates(from, segment.from) > 0 ? from : segment.from
}

function versionAt(segment: Segment, day: Temporal.PlainDate): RulePiece<Rent> {
  const version = segment.versions.findLast(piece => compareDates(piece.from, day) <= 0) ?? segment.versions[0]
  if (version === undefined) throw new Error('a segment has no version')
  return version
}

function paidDays(rent: Rent, held: Interval, input: ChargeInput<Rent>): Interval {
  return isUndivided(rent) ? undividedPeriod(input.alignments, rent.length, held.from).days : held
}

/** One price pays for all that is one period over a moved bill day. */
function isUndivided({ anchor, proration }: Rent): boolean {
  return proration === 'full period' && anchor === 'bill day'
}

/** The full period around the day, and its days on which the account's bill day held: all, unless it moved. */
function periodOf(rent: Rent, input: ChargeInput<Rent>, day: Temporal.PlainDate): CutPeriod {
  if (rent.anchor === 'bill day') return cutPeriod(input.alignments, rent.length, day)
  const period = periodContaining({ anchor: wholeLife(input.subscription).started, billDay: null }, rent.length, day)
  return { full: period, days: period }
}
