// Who can use the network on a day: subscriptions that run, with their tickets in the draw of who calls next.
import type { DemoAccount, DemoSubscription } from './demo-accounts.ts'
import { DEMO_FROM } from './demo-month.ts'
import { type DemoKind, demoPlan } from './demo-plans.ts'
import type { Random } from './random.ts'

export class ActiveLines {
  readonly #lines: { subscription: DemoSubscription; from: number; until: number; activity: number }[]

  constructor(accounts: readonly DemoAccount[], kinds: readonly DemoKind[]) {
    this.#lines = accounts
      .flatMap(account => account.subscriptions)
      .filter(subscription => kinds.includes(subscription.kind))
      .map(subscription => ({
        subscription,
        from: dayOf(subscription.started),
        // one that rests or ends is quiet from then on
        until: Math.min(...[subscription.suspended, subscription.terminated].map(day => (day ? dayOf(day) : Infinity))),
        activity: demoPlan(subscription.plan).activity
      }))
  }

  /** A draw among the lines that run on day 0..29, each as often as it is active; null when none runs. */
  drawOn(day: number): ((random: Random) => DemoSubscription) | null {
    const running = this.#lines.filter(line => line.from <= day && day < line.until)
    if (running.length === 0) return null
    const tickets = running.flatMap(line => Array.from({ length: line.activity }, () => line.subscription))
    return random => random.pick(tickets)
  }
}

function dayOf(day: Temporal.PlainDate): number {
  return DEMO_FROM.until(day, { largestUnit: 'day' }).days
}
