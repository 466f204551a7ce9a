// Which accounts of a batch are charged by what their bills would say, and since when something of theirs lasts.
import type { RuleSet } from '@farthing/rules-language'
import type { LastingUse, RealTimeTariff } from '@farthing/simulator'
import type { IdentityStretch } from '../subscriptions/index.ts'
import type { ChargingAsk } from './asks.ts'
import { pricedAs } from './charged-use.ts'
import type { Session } from './charging-session.ts'
import { lastingUse } from './use-price.ts'

interface BatchFacts {
  readonly now: Temporal.Instant
  readonly sessions: readonly Session[]
  holderOf(ask: Extract<ChargingAsk, { subscriber: string }>): IdentityStretch | undefined
  tariffFor(holder: IdentityStretch, service: string, startedAt: number): RealTimeTariff
}

/** By account, when the first of what is asked about began; epoch milliseconds. */
export function meteredAccounts(asks: readonly ChargingAsk[], facts: BatchFacts): Map<string, number> {
  const first = new Map<string, number>()
  const note = (account: string, startedAt: number): void => {
    first.set(account, Math.min(first.get(account) ?? facts.now.epochMilliseconds, startedAt))
  }
  for (const { account, events } of facts.sessions)
    for (const { startedAt, terms } of events) if (terms) note(account, startedAt)
  for (const ask of asks) {
    if (ask.kind === 'go-on') continue
    const holder = facts.holderOf(ask)
    const startedAt = ask.startedAt.epochMilliseconds
    const found = holder && facts.tariffFor(holder, ask.service, startedAt)
    if (holder && found?.ok === true && found.terms) note(holder.account, startedAt)
  }
  return first
}

/** What is under way of accounts that the bill prices. */
export interface OpenUses {
  /** By account, when the first of what is asked about began. */
  readonly firstMs: ReadonlyMap<string, number>
  readonly sessions: readonly Session[]
}

export interface MeteredAccount {
  readonly account: string
  /** Epoch milliseconds: no use that lasts, or is about to, began before. */
  readonly firstMs: number
  readonly lasting: ReadonlyMap<string, LastingUse>
}

export function meteredUses({ firstMs, sessions }: OpenUses, rules: ReadonlyMap<string, RuleSet>): MeteredAccount[] {
  const open = Map.groupBy(sessions, ({ account }) => account)
  return Array.from(firstMs, ([account, first]) => {
    const events = (open.get(account) ?? []).flatMap(use => use.events.map(event => ({ use, event })))
    const lasting = new Map(
      events.map(({ event, use }) => [event.event, lastingUse(use, event, pricedAs(rules, event))] as const)
    )
    return { account, lasting, firstMs: Math.min(first, ...events.map(({ event }) => event.startedAt)) }
  })
}
