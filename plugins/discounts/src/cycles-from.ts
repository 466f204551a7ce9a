// Where the first so many billing cycles end.
import { CYCLE, cutPeriod, sameDate } from '@farthing/plugin-sdk'
import type { AccountChargeInput } from '@farthing/plugin-sdk'

type Alignments = AccountChargeInput['alignments']

/** The first day behind so many cycles, that of `day` counted. */
export function cyclesFrom(day: Temporal.PlainDate, cycles: number, alignments: Alignments): Temporal.PlainDate {
  let end = day
  for (let count = 0; count < cycles; count += 1) end = cycleEnd(end, alignments)
  return end
}

/** What a moved bill day begins in the middle of a cycle goes on with the one before: no bill is made between them. */
function cycleEnd(day: Temporal.PlainDate, alignments: Alignments): Temporal.PlainDate {
  let { until } = cutPeriod(alignments, CYCLE, day).days
  let next = cutPeriod(alignments, CYCLE, until)
  while (!sameDate(next.days.from, next.full.from)) {
    until = next.days.until
    next = cutPeriod(alignments, CYCLE, until)
  }
  return until
}
