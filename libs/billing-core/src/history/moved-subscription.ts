// Which days of a subscription are an account's, where it was moved from one to another, and what the account sees of it.
import { compareDates, containsDate, intersect, type OpenInterval, sameDate } from '../values/index.ts'
import type { DroppedFact, SubscriptionHistory } from './account-history.ts'
import type { Fact, Moved, Subscribed } from './fact.ts'
import { compareFacts, standingFacts } from './standing-facts.ts'

/** In order, half-open, touching: whose it is from its first day on. */
export interface HoldingStretch extends OpenInterval {
  readonly account: string
}

/** `own`: the account whose book tells it; where nothing else is said it begins there. `facts` in order, none before the start or after the end. */
export function holdingStretches(
  start: Subscribed,
  facts: readonly Fact[],
  own: string,
  dropped: DroppedFact[]
): HoldingStretch[] {
  const held: HoldingStretch[] = [{ account: start.account ?? own, from: start.effective, until: null }]
  for (const fact of facts) {
    if (fact.kind !== 'moved') continue
    const last = held.at(-1)
    if (last === undefined) throw new Error('a subscription begins on an account')
    const problem = impossible(fact, last)
    if (problem === null) {
      held[held.length - 1] = { ...last, until: fact.effective }
      held.push({ account: fact.to, from: fact.effective, until: null })
    } else dropped.push({ fact, reason: 'not-held-there', detail: problem })
  }
  return held.filter(({ from, until }) => until === null || compareDates(from, until) < 0)
}

function impossible({ effective, from, to }: Moved, { account, from: since }: HoldingStretch): string | null {
  if (account !== from) return `it is not of account ${from} on ${effective}, but of ${account} since ${since}`
  return from === to ? `it is of account ${to} already` : null
}

/** Who takes it over, and ends it on that day afterwards, has it on the day of its end. */
export function isMovedFirst(fact: Fact, end: Fact): boolean {
  return fact.kind === 'moved' && sameDate(fact.effective, end.effective) && compareFacts(fact, end) < 0
}

/** The whole life cut to the days on which `account` holds it, which may be none. */
export function heldBy(
  account: string,
  whole: SubscriptionHistory,
  stretches: readonly HoldingStretch[]
): SubscriptionHistory {
  if (stretches.every(stretch => stretch.account === account)) return whole
  const held = stretches.flatMap(({ account: holder, from, until }) => (holder === account ? [{ from, until }] : []))
  const [first, last] = [held[0], held.at(-1)]
  const { endAsked, ...rest } = whole
  const isHeldAtEnd = last?.until === null
  return {
    ...rest,
    ...(isHeldAtEnd && endAsked !== undefined ? { endAsked } : {}),
    started: first?.from ?? whole.started,
    terminated: isHeldAtEnd ? whole.terminated : (last?.until ?? whole.started),
    segments: cut(whole.segments, held),
    features: cut(whole.features, held),
    identities: cut(whole.identities, held),
    held,
    holders: stretches,
    whole
  }
}

function cut<T extends OpenInterval>(stretches: readonly T[], held: readonly OpenInterval[]): T[] {
  return held.flatMap(days =>
    stretches.flatMap(stretch => {
      const both = intersect(stretch, days)
      return both === null ? [] : [{ ...stretch, ...both }]
    })
  )
}

/** Whose a subscription is when, as the book of one of its accounts tells it; none where nothing subscribes it. */
export function holdersOf(account: string, facts: readonly Fact[], subscription: string): HoldingStretch[] {
  const own = standingFacts(facts).facts.filter(fact => 'subscription' in fact && fact.subscription === subscription)
  const start = own.find((fact): fact is Subscribed => fact.kind === 'subscribed')
  if (start === undefined) return []
  const end = own.find(({ effective, kind }) => kind === 'terminated' && compareDates(effective, start.effective) >= 0)
  const within = own.filter(fact => {
    const { effective } = fact
    if (compareDates(effective, start.effective) < 0) return false
    return !end || compareDates(effective, end.effective) < 0 || isMovedFirst(fact, end)
  })
  return holdingStretches(start, within, account, [])
}

/** Whose it is on a day, of `holdersOf`: before its first day who has it then. */
export function holderOn(holders: readonly HoldingStretch[], day: Temporal.PlainDate): string | undefined {
  const held = holders.findLast(({ from }) => compareDates(from, day) <= 0)
  return (held ?? holders[0])?.account
}

/** As it was on all accounts that ever held it: contracts, fees and versions go by it. */
export function wholeLife(subscription: SubscriptionHistory): SubscriptionHistory {
  return subscription.whole ?? subscription
}

/** The account's days of it, in order, none after its end. */
export function daysHeld({
  held,
  started,
  terminated
}: Pick<SubscriptionHistory, 'held' | 'started' | 'terminated'>): OpenInterval[] {
  if (held === undefined) return [{ from: started, until: terminated }]
  return held.map(({ from, until }) => ({ from, until: until ?? terminated }))
}

/** Whether what is dated on a day is the account's, the day of the end included. */
export function isHeldOn({ held }: Pick<SubscriptionHistory, 'held'>, day: Temporal.PlainDate): boolean {
  return held === undefined || held.some(days => containsDate(days, day))
}
