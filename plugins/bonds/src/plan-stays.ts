// The stays of a subscription on its plans, suspended or not: each bond is of one of them.
import { sameDate } from '@farthing/plugin-sdk'
import type { SubscriptionHistory } from '@farthing/plugin-sdk'

export interface PlanStay {
  readonly plan: string
  readonly from: Temporal.PlainDate
  /** The first day on another plan, or without service; null while it lasts. */
  readonly until: Temporal.PlainDate | null
}

export function planStays({ segments }: Pick<SubscriptionHistory, 'segments'>): PlanStay[] {
  const stays: PlanStay[] = []
  for (const { from, plan, until } of segments) {
    const last = stays.at(-1)
    if (last?.plan === plan && last.until !== null && sameDate(last.until, from))
      stays.splice(-1, 1, { ...last, until })
    else stays.push({ from, plan, until })
  }
  return stays
}
