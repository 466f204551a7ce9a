// Days without a gap on which a commitment holds, whatever plans and agreements follow one another.
import {
  addDays,
  compareDates,
  containsDate,
  CYCLE,
  cutPeriod,
  earlierDate,
  intersect,
  sameDate
} from '@farthing/plugin-sdk'
import type { Interval, OpenInterval } from '@farthing/plugin-sdk'
import type { CommitmentInput, HeldCommitment } from './held-commitments.ts'
import { joinedDays } from './joined-days.ts'
import { periodAround } from './period-around.ts'

/** Of one thread. */
interface HeldRuns {
  readonly held: readonly HeldCommitment[]
  /** In order. */
  readonly runs: readonly OpenInterval[]
}

/** Where a period stands in them. */
export interface RunAround {
  /** The first day of the run of which it is the last period; null where that goes on. */
  readonly endedSince: Temporal.PlainDate | null
  /** The runs that ended before it: a cycle counted in one where its last day is one of these days. */
  readonly before: readonly Interval[]
}

export function threadKey({ subscription, thread }: Pick<HeldCommitment, 'subscription' | 'thread'>): string {
  return `${subscription?.id ?? ''} ${thread}`
}

export function heldRuns(held: readonly HeldCommitment[]): Map<string, HeldRuns> {
  const threads = Map.groupBy(held, threadKey)
  return new Map(
    Array.from(threads, ([key, all]) => {
      const days = all.flatMap(each => each.within?.flatMap(stretch => intersect(stretch, each) ?? []) ?? [each])
      return [key, { held: all, runs: joinedDays(days) }]
    })
  )
}

/** `parts`: the days of the period, in order. */
export function runAround(
  thread: HeldRuns | undefined,
  parts: readonly { readonly days: Interval }[],
  input: CommitmentInput
): RunAround {
  const [first, last] = [parts[0]?.days.from, parts.at(-1)?.days.until]
  if (thread === undefined || first === undefined || last === undefined) return { endedSince: null, before: [] }
  const { runs } = thread
  const ended = runs.find(({ until }) => sameDate(until, last))
  const before = runs.flatMap(({ from, until }, index) => {
    if (until === null || compareDates(until, first) > 0) return []
    return [{ from, until: countedUntil(thread, { until, next: runs[index + 1]?.from }, input) }]
  })
  return { endedSince: ended?.from ?? null, before }
}

/** The cycle in which it ends early counts there, unless it holds again by its last day. */
function countedUntil(
  { held }: HeldRuns,
  { next, until }: { readonly until: Temporal.PlainDate; readonly next: Temporal.PlainDate | undefined },
  input: CommitmentInput
): Temporal.PlainDate {
  const lastDay = addDays(until, -1)
  const of = held.find(each => containsDate(each, lastDay))
  const cycle = cutPeriod(input.alignments, CYCLE, lastDay).days
  const end = of === undefined ? until : earlierDate(cycle.until, periodAround(of, input, lastDay).days.until)
  return next !== undefined && compareDates(next, end) < 0 ? until : end
}
