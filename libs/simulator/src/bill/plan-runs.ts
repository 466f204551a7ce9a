// A subscription's days by plan: what is cut by versions afterwards.
import type { PlanSegment } from '@farthing/billing-core'
import { sameDate } from '@farthing/billing-core/values'

/** Days under one plan, suspended or not. */
export interface PlanRun {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly plan: string
}

/** A plan holds on through a suspension: rent goes on unless a rule ends it. */
export function planRuns(segments: readonly PlanSegment[]): PlanRun[] {
  const runs: { from: Temporal.PlainDate; until: Temporal.PlainDate | null; plan: string }[] = []
  for (const { from, until, plan } of segments) {
    const last = runs.at(-1)
    if (last?.plan === plan && sameDate(last.until, from)) last.until = until
    else runs.push({ from, until, plan })
  }
  return runs
}
