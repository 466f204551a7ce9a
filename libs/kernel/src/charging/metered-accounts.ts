// Which accounts of a batch are charged by what their bills would say, and since when something of theirs lasts.
import type { RuleSet } from '@farthing/rules-language'
import type { LastingUse, RealTimeTariff } from '@farthing/simulator'
import type { IdentityStretch } from '../subscriptions/index.ts'
import type { ChargingAsk } from './asks.ts'
import { pricedAs } from './charged-use.ts'
import type { Session } from './charging-session.ts'
import type { TakenCredit } from './credit-books.ts'
import { lastingUse } from './use-price.ts'

interface BatchFacts {
  readonly now: Temporal.Instant
  readonly sessions: readonly Session[]
  holderOf(ask: Extract<ChargingAsk, { subscriber: string }>): IdentityStretch | undefined
  tariffFor(holder: IdentityStretch, service: string, startedAt: number): RealTimeTariff
}

/** Accounts of a batch of which more must be known than what their pockets hold. */
export interface WatchedAccounts {
  /** By account that the bill prices, when the first of what is asked about began; epoch milliseconds. */
  readonly firstMs: ReadonlyMap<string, number>
  /** Those of which something may stand on a bill. */
  readonly onBill: ReadonlySet<string>
}

export function watchedAccounts(asks: readonly ChargingAsk[], facts: BatchFacts): WatchedAccounts {
  const [first, onBill] = [new Map<string, number>(), new Set<string>()]
  const note = (account: string, startedAt: number): void => {
    first.set(account, Math.min(first.get(account) ?? facts.now.epochMilliseconds, startedAt))
  }
  for (const { account, events } of facts.sessions)
    for (const { credit, startedAt, terms } of events) {
      if (terms) note(account, startedAt)
      if (credit !== null) onBill.add(account)
    }
  for (const ask of asks) {
    if (ask.kind === 'go-on') continue
    const holder = facts.holderOf(ask)
    const startedAt = ask.startedAt.epochMilliseconds
    const found = holder && facts.tariffFor(holder, ask.service, startedAt)
    if (holder === undefined || found?.ok !== true) continue
    if (found.terms) note(holder.account, startedAt)
    if (found.credit !== null) onBill.add(holder.account)
  }
  return { firstMs: first, onBill }
}

/** What is under way of accounts that the bill prices. */
export interface OpenUses {
  /** By account, when the first of what is asked about began. */
  readonly firstMs: ReadonlyMap<string, number>
  readonly sessions: readonly Session[]
  /** Of all that may have something on their bills. */
  readonly credits: readonly TakenCredit[]
}

export interface MeteredAccount {
  readonly account: string
  /** Epoch milliseconds: no use that lasts, or is about to, began before. */
  readonly firstMs: number
  readonly lasting: ReadonlyMap<string, LastingUse>
}

export function meteredUses(
  { firstMs, sessions }: Omit<OpenUses, 'credits'>,
  rules: ReadonlyMap<string, RuleSet>
): MeteredAccount[] {
  const open = Map.groupBy(sessions, ({ account }) => account)
  return Array.from(firstMs, ([account, first]) => {
    const events = (open.get(account) ?? []).flatMap(use => use.events.map(event => ({ use, event })))
    const lasting = new Map(
      events.map(({ event, use }) => [event.event, lastingUse(use, event, pricedAs(rules, event))] as const)
    )
    return { account, lasting, firstMs: Math.min(first, ...events.map(({ event }) => event.startedAt)) }
  })
}
