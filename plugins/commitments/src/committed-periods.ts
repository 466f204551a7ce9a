// The periods of a commitment: cut by the bill day or from its first day, and what each comes to at least.
import {
  compareDates,
  cutPeriod,
  daysIn,
  divide,
  intersect,
  laterDate,
  roundTo,
  undividedPeriod
} from '@farthing/plugin-sdk'
import type { Interval, RulePiece, SubscriptionHistory, UndividedPeriod } from '@farthing/plugin-sdk'
import type { Commitment } from './commitment.ts'
import { type CommitmentInput, type HeldCommitment, versionOn } from './held-commitments.ts'
import { type HeldDays, onceADay } from './once-a-day.ts'

/** The days of a period under one version. */
export interface CommittedPart {
  readonly piece: RulePiece<Commitment>
  readonly days: Interval
  /** Those that owe something: all, unless a suspension pauses it. */
  readonly owed: number
  /** For those days, micro, exact. */
  readonly least: bigint
}

export interface CommittedPeriod {
  readonly subscription: SubscriptionHistory | null
  readonly thread: string
  /** From the first to the last of its pieces on which the commitment holds. */
  readonly period: Interval
  /** What a part of it is a fraction of. */
  readonly full: Interval
  /** In order of days, at least one; several when a plan gave way to another with the commitment of that name. */
  readonly parts: readonly CommittedPart[]
  /** Micro, rounded. */
  readonly least: bigint
}

/** By thread, in order of days: those that have not ended by `since`, and one before where its excess counts. */
export function committedPeriods(held: readonly HeldCommitment[], input: CommitmentInput): CommittedPeriod[] {
  const periods = new Map<string, HeldPeriod>()
  for (const each of held) {
    for (const { full, ...period } of periodsOf(each, input)) {
      const days = heldDays(each, period.days)
      if (days.length === 0) continue
      const { subscription, thread } = each
      const key = `${subscription?.id ?? ''} ${thread} ${period.days.from.toString()} ${period.days.until.toString()}`
      const before = periods.get(key)?.stretches ?? []
      const stretches = [...before, ...days.map(part => ({ held: each, days: part }))]
      periods.set(key, { subscription, thread, full, stretches, pieces: period.pieces })
    }
  }
  return [...periods.values()]
    .map(({ pieces, stretches, ...period }) => {
      const parts = onceADay(stretches).map(({ days, held: each }) => partOf(each, days, period.full))
      return { ...period, period: heldPeriod(pieces, stretches), parts, least: leastOf(parts, input) }
    })
    .sort((a, b) => compareDates(a.period.from, b.period.from))
}

interface HeldPeriod
  extends Pick<CommittedPeriod, 'full' | 'subscription' | 'thread'>,
    Pick<UndividedPeriod, 'pieces'> {
  readonly stretches: readonly HeldDays[]
}

/** From the first to the last of its pieces on which it holds. */
function heldPeriod(pieces: readonly Interval[], stretches: readonly HeldDays[]): Interval {
  const held = pieces.filter(piece => stretches.some(({ days }) => intersect(days, piece) !== null))
  const [first, last] = [held[0], held.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a period of a commitment has no days')
  return { from: first.from, until: last.until }
}

/** Without those on which another account has the subscription, or the account has none. */
function heldDays(held: HeldCommitment, period: Interval): Interval[] {
  const days = intersect(period, held)
  if (days === null) return []
  return held.within?.flatMap(stretch => intersect(stretch, days) ?? []) ?? [days]
}

function partOf(held: HeldCommitment, days: Interval, full: Interval): CommittedPart {
  const piece = versionOn(held, days.from)
  const owed = daysIn(days) - pausedDays(piece.value, held, days)
  return { piece, days, owed, least: divide(piece.value.amount * BigInt(owed), BigInt(daysIn(full)), 'half-up') }
}

function pausedDays(
  { pausedBecauseOf: kinds, pausedWhileSuspended }: Commitment,
  { subscription }: HeldCommitment,
  days: Interval
): number {
  if (!pausedWhileSuspended) return 0
  const paused = (subscription?.segments ?? []).filter(({ state, suspension }) => {
    return state === 'suspended' && (kinds === undefined || (suspension !== undefined && kinds.includes(suspension)))
  })
  return paused.reduce((sum, segment) => {
    const both = intersect(days, segment)
    return both === null ? sum : sum + daysIn(both)
  }, 0)
}

/** Where a part owes the whole, the first of a period decides how much that is. Rounded as everything is on its first day, whatever terms were agreed to. */
function leastOf(parts: readonly CommittedPart[], { roundingOf, versionAt }: CommitmentInput): bigint {
  const first = parts.find(({ owed }) => owed > 0)
  const from = parts[0]?.days.from
  if (first === undefined || from === undefined) return 0n
  const { amount, prorated } = first.piece.value
  return roundTo(prorated ? parts.reduce((sum, { least }) => sum + least, 0n) : amount, roundingOf(versionAt(from)))
}

interface PeriodAround extends UndividedPeriod {
  readonly full: Interval
}

function* periodsOf(held: HeldCommitment, input: CommitmentInput): Generator<PeriodAround> {
  const { until } = held
  let day = firstDay(held, input)
  while (compareDates(day, input.through) < 0 && (until === null || compareDates(day, until) < 0)) {
    const { cut, renewed } = versionOn(held, day).value
    const period = periodAround(held, input, day)
    if (cut === 'first day' && !renewed && compareDates(period.days.from, held.from) > 0) return
    yield period
    day = period.days.until
  }
}

/** Of the first period that is looked at: all, where versions cut them otherwise. */
function firstDay(held: HeldCommitment, input: CommitmentInput): Temporal.PlainDate {
  const { since } = input
  if (compareDates(since, held.from) <= 0) return held.from
  const cuts = new Set(
    held.versions.map(({ value: { cut, length, prorated } }) => `${length.count} ${length.unit} ${cut} ${prorated}`)
  )
  if (cuts.size > 1) return held.from
  const { from } = periodAround(held, input, since).days
  if (!versionOn(held, since).value.carriesExcess) return laterDate(held.from, from)
  return laterDate(held.from, periodAround(held, input, from.subtract({ days: 1 })).days.from)
}

function periodAround(held: HeldCommitment, { alignments }: CommitmentInput, day: Temporal.PlainDate): PeriodAround {
  const { cut, length, prorated } = versionOn(held, day).value
  if (cut === 'first day') return onePiece(termAround(held, length.count, day))
  const { days, full } = cutPeriod(alignments, length, day)
  return prorated ? onePiece(days, full) : { ...undividedPeriod(alignments, length, day), full }
}

function onePiece(days: Interval, full = days): PeriodAround {
  return { days, full, pieces: [days] }
}

/** Terms of so many months, counted from the first day, so that a 31st comes back. */
function termAround({ from }: HeldCommitment, months: number, day: Temporal.PlainDate): Interval {
  let count = 0
  while (compareDates(from.add({ months: (count + 1) * months }), day) <= 0) count += 1
  return { from: from.add({ months: count * months }), until: from.add({ months: (count + 1) * months }) }
}
