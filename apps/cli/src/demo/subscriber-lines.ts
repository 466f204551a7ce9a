// Who holds which number on which plan and when, as `farthing rate --subscribers` reads it.
import type { DemoAccount, DemoSubscription } from './demo-accounts.ts'

export const SUBSCRIBER_HEADER = 'number,account,subscription,plan,from,until'

/** One line for each plan that a subscription was on; `until` is the first day after it, blank while it lasts. */
export function* subscriberLines(accounts: readonly DemoAccount[]): Generator<string> {
  for (const { index, subscriptions } of accounts) {
    for (const subscription of subscriptions) yield* linesOf(subscription, `account-${index + 1}`)
  }
}

function* linesOf(held: DemoSubscription, account: string): Generator<string> {
  const { identity, plan, started, change, terminated } = held
  const line = (on: string, from: Temporal.PlainDate, until: Temporal.PlainDate | null): string =>
    `${identity},${account},${identity},${on},${from.toString()},${until?.toString() ?? ''}`
  if (change === null) {
    yield line(plan, started, terminated)
    return
  }
  yield line(plan, started, change.on)
  yield line(change.plan, change.on, terminated)
}
