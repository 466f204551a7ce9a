// An account's usage with the facts and rules that were known at an instant: what a bill of then was computed from.
import { accountHistory } from '@farthing/billing-core'
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import { sinceFor, type UsageInput, usageWindow } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { billableUsage } from './billable-usage.ts'
import type { BillingRules } from './billing-rules.ts'

export interface AsKnown {
  readonly tenant: string
  /** Id. */
  readonly account: string
  readonly knownAt: Temporal.Instant
  /** Null: the day after the last event asked about, at the earliest after `knownAt`. */
  readonly billDate: Temporal.PlainDate | null
  /** Start of the first and the last event that is asked about, epoch milliseconds. */
  readonly firstMs: number
  readonly lastMs: number
}

/** Null when the account did not exist yet. */
export async function usageAsKnown(
  client: ClientBase,
  asked: AsKnown,
  { facts, rules }: { readonly facts: FactBook; readonly rules: BillingRules }
): Promise<UsageInput | null> {
  const { account, knownAt, tenant } = asked
  const all = await facts.ofMany(client, tenant, [account])
  const history = accountHistory(account, all.get(account) ?? [], knownAt)
  if (history === null) return null
  const { books, registry } = await rules.asKnownAt(knownAt)
  const ruleBook = books.in(history.currency)
  const { zone } = history
  const until = Math.max(asked.lastMs, knownAt.epochMilliseconds)
  const billDate = asked.billDate ?? localDay(until, zone).add({ days: 1 })
  const since = sinceFor(localDay(asked.firstMs, zone), history, { registry, ruleBook })
  const { from } = usageWindow(history, since, [])
  const [fromMs, untilMs] = [from === null ? -Infinity : startOfDayMs(from, zone), startOfDayMs(billDate, zone)]
  const usage = (await billableUsage(client, tenant, knownAt, [{ account, fromMs, untilMs }])).get(account) ?? []
  return { history, ruleBook, registry, usage, carried: [], billDate, since }
}
