// The period of a commitment around a day: cut by the bill day, or a term from its first day.
import { compareDates, cutPeriod, undividedPeriod } from '@farthing/plugin-sdk'
import type { Interval, UndividedPeriod } from '@farthing/plugin-sdk'
import { type CommitmentInput, type HeldCommitment, versionOn } from './held-commitments.ts'

export interface PeriodAround extends UndividedPeriod {
  readonly full: Interval
}

export function periodAround(
  held: HeldCommitment,
  { alignments }: CommitmentInput,
  day: Temporal.PlainDate
): PeriodAround {
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
