// Periods of what knows no shares: the pieces that a moved bill day makes are as many periods as their days come nearest to, at least one.
import { addDays, compareDates, containsDate, daysIn, type Interval } from '../values/index.ts'
import { cutPeriod, type CutPeriod, type DatedAlignment } from './dated-alignment.ts'
import type { PeriodLength } from './period.ts'

export interface UndividedPeriod {
  readonly days: Interval
  /** `cutPeriod` of each of its days, in order, at least one: several, where the bill day moved. */
  readonly pieces: readonly Interval[]
}

/** The period that contains the day. These tile, and no move after the day on which one ends changes it. */
export function undividedPeriod(
  alignments: readonly DatedAlignment[],
  length: PeriodLength,
  day: Temporal.PlainDate
): UndividedPeriod {
  const periods: Interval[][] = []
  let [part, whole] = [0n, 1n]
  for (const { days, full } of bridgedPieces(alignments, length, day)) {
    const of = BigInt(daysIn(full))
    const partUntil = (until: Temporal.PlainDate): bigint =>
      part * of + whole * BigInt(daysIn({ from: days.from, until }))
    // as far as it would reach by itself: what moves on a later day may begin no other period on this one
    const nearest = (2n * partUntil(full.until) + whole * of) / (2n * whole * of)
    const last = periods.at(-1)
    if (last === undefined || nearest > BigInt(periods.length)) periods.push([days])
    else last.push(days)
    ;[part, whole] = [partUntil(days.until), whole * of]
  }
  const pieces = periods.find(period => period.some(each => containsDate(each, day))) ?? []
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a day is in no period')
  return { days: { from: first.from, until: last.until }, pieces }
}

/** From the piece with which a period begins up to the next one that begins with its own. */
function bridgedPieces(
  alignments: readonly DatedAlignment[],
  length: PeriodLength,
  day: Temporal.PlainDate
): CutPeriod[] {
  const pieces = [cutPeriod(alignments, length, day)]
  if (alignments.length === 1) return pieces
  for (let first = pieces[0]; first !== undefined && isBridge(first); pieces.unshift(first))
    first = cutPeriod(alignments, length, addDays(first.days.from, -1))
  for (let next = pieces.at(-1); next !== undefined; ) {
    next = cutPeriod(alignments, length, next.days.until)
    if (!isBridge(next)) break
    pieces.push(next)
  }
  return pieces
}

/** It does not begin with its period: the bill day moved within it. */
function isBridge({ days, full }: CutPeriod): boolean {
  return compareDates(full.from, days.from) < 0
}
