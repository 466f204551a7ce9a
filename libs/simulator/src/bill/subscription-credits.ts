// What the bill of a cycle may take of what is used, for each subscription of an account that has such a plan.
import type { AccountHistory } from '@farthing/billing-core'
import { containsDate, localDay } from '@farthing/billing-core/values'
import { planRuns } from './plan-runs.ts'
import type { CycleCredit } from './real-time-tariff.ts'
import type { RealTimeTariffs } from './real-time-tariffs.ts'

export interface SubscriptionCredit extends CycleCredit {
  readonly subscription: string
  readonly plan: string
}

/** Of those that are in force at an instant, in epoch milliseconds, in the cycle that it is in. */
export function subscriptionCredits(
  tariffs: Pick<RealTimeTariffs, 'creditAt'>,
  history: AccountHistory,
  at: number
): SubscriptionCredit[] {
  const day = localDay(at, history.zone)
  return history.subscriptions.flatMap(each => {
    const { id: subscription } = each
    const run = planRuns(each).find(days => containsDate(days, day))
    const credit = run && tariffs.creditAt({ plan: run.plan, subscription, history }, at)
    return run && credit ? [{ subscription, plan: run.plan, ...credit }] : []
  })
}
