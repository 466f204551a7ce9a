// Facts in, the account's dated past out: the first step of every bill.
import { compareDates, sameDate } from '../values/index.ts'
import type { AccountHistory, DatedBillDay, DroppedFact, Settlement, SubscriptionHistory } from './account-history.ts'
import type { AccountOpened, BillDayChanged, DeedDone, Fact, InvoiceSettled, ItemEntered } from './fact.ts'
import { standingFacts } from './standing-facts.ts'
import { subscriptionProblem } from './place-problem.ts'
import { taxStanding } from './tax-standing.ts'
import { isOfSubscription, subscriptionHistory } from './subscription-history.ts'

/**
 * The account's history as known at `asKnownAt` (everything, when left out). Facts may come in any order. Facts that
 * cannot hold (unknown subscription, a change after the end, two on one day) are reported in `dropped`, never thrown.
 * Null when no standing fact opens the account.
 */
export function accountHistory(
  account: string,
  facts: readonly Fact[],
  asKnownAt?: Temporal.Instant
): AccountHistory | null {
  const standing = standingFacts(facts, asKnownAt)
  const opened = standing.facts.find((fact): fact is AccountOpened => fact.kind === 'account-opened')
  if (opened === undefined) return null
  const dropped: DroppedFact[] = [...standing.dropped]
  for (const fact of standing.facts) {
    if (fact.kind !== 'account-opened' || fact === opened) continue
    dropped.push({ fact, reason: 'already-opened', detail: `opened on ${opened.effective}` })
  }
  const { elsewhere, subscriptions } = subscriptionsOf(account, standing.facts, dropped)
  const ids = new Set(elsewhere.map(({ id }) => id))
  return {
    account,
    zone: opened.zone,
    currency: opened.currency,
    opened: opened.effective,
    billDays: billDaysOf(opened, standing.facts, dropped),
    subscriptions,
    ...(elsewhere.length > 0 && { elsewhere }),
    items: standing.facts.filter((fact): fact is ItemEntered => fact.kind === 'item' && !isElsewhere(fact, ids)),
    deeds: deedsOf(
      standing.facts.filter(fact => !isElsewhere(fact, ids)),
      subscriptions,
      dropped
    ),
    settlements: settlementsOf(standing.facts),
    ...taxStanding(standing.facts, dropped),
    dropped
  }
}

function settlementsOf(facts: readonly Fact[]): Settlement[] {
  return facts
    .filter((fact): fact is InvoiceSettled => fact.kind === 'invoice-settled')
    .toSorted((a, b) => compareDates(a.settled, b.settled))
    .map(({ due, id: fact, invoice, settled, unpaid }) => ({ fact, invoice, due, settled, ...(unpaid && { unpaid }) }))
}

function billDaysOf(opened: AccountOpened, facts: readonly Fact[], dropped: DroppedFact[]): DatedBillDay[] {
  const days: DatedBillDay[] = [{ from: opened.effective, billDay: opened.billDay }]
  const changes = facts.filter((fact): fact is BillDayChanged => fact.kind === 'bill-day-changed')
  for (const [index, fact] of changes.entries()) {
    const next = changes[index + 1]
    if (compareDates(fact.effective, opened.effective) < 0) {
      dropped.push({ fact, reason: 'before-start', detail: `the account opens on ${opened.effective}` })
    } else if (next !== undefined && sameDate(next.effective, fact.effective)) {
      dropped.push({ fact, reason: 'overtaken-same-day', detail: `${next.id}, known later, holds` })
    } else if (days.at(-1)?.billDay !== fact.billDay) {
      if (sameDate(days.at(-1)?.from, fact.effective)) days.pop()
      days.push({ from: fact.effective, billDay: fact.billDay, ...(fact.follows !== undefined && { follows: true }) })
    }
  }
  return days
}

function deedsOf(
  facts: readonly Fact[],
  subscriptions: readonly SubscriptionHistory[],
  dropped: DroppedFact[]
): DeedDone[] {
  return facts.filter((fact): fact is DeedDone => {
    if (fact.kind !== 'deed') return false
    const { effective: day, subscription } = fact
    const problem = subscription === null ? null : subscriptionProblem(subscriptions, { subscription, day })
    if (problem !== null) dropped.push({ fact, ...problem })
    return problem === null
  })
}

interface FoundSubscriptions {
  readonly subscriptions: SubscriptionHistory[]
  /** Those that are told in the account's book and never the account's. */
  readonly elsewhere: SubscriptionHistory[]
}

function subscriptionsOf(account: string, facts: readonly Fact[], dropped: DroppedFact[]): FoundSubscriptions {
  const own = facts.filter(isOfSubscription)
  const found = [...Map.groupBy(own, fact => fact.subscription)].flatMap(([id, group]) => {
    return subscriptionHistory({ account, id, facts: group }, dropped) ?? []
  })
  const inOrder = found.toSorted((a, b) => compareDates(a.started, b.started) || (a.id < b.id ? -1 : 1))
  const { elsewhere = [], subscriptions = [] } = Object.groupBy(inOrder, ({ held }) =>
    held?.length === 0 ? 'elsewhere' : 'subscriptions'
  )
  return { elsewhere, subscriptions }
}

function isElsewhere(fact: Fact, elsewhere: ReadonlySet<string>): boolean {
  return 'subscription' in fact && fact.subscription !== null && elsewhere.has(fact.subscription)
}
