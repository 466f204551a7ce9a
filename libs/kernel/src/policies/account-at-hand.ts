// What policies may ask about many accounts, read in a few queries: usage of the open cycle as sums, events only where they matter.
import { accountHistory, type AccountHistory } from '@farthing/billing-core'
import { type Interval, startOfDayMs } from '@farthing/billing-core/values'
import {
  type BillableUsage,
  type CarriedUsage,
  cycleLookBack,
  lastDays,
  mayRunOut,
  type PolicyNeeds
} from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { billableUsage, type ChunkAccount, chunkAccounts, firstUsesOfDays } from '../billing-run/index.ts'
import type { UsageWanted } from '../billing-run/index.ts'
import type { ServiceBook, ServiceChange } from '../services/index.ts'
import { firingsSince, owedBy, type UsageSpan, usedByEvents, usedOnDays } from './account-sums.ts'
import { type GroupsAtHand, groupsAtHand, NO_GROUPS } from './group-sums.ts'
import type { RulesOfPass } from './policy-rules.ts'

export interface AccountAtHand {
  readonly history: AccountHistory
  readonly today: Temporal.PlainDate
  readonly needs: PolicyNeeds
  readonly cycle: Interval
  /** Micro. */
  readonly owed: bigint
  /** Ticks, by `usedKey`. */
  readonly used: ReadonlyMap<string, number>
  readonly groups: GroupsAtHand
  /** Of the cycle, and of earlier ones that reach into it; none when nobody will ask for it. */
  readonly usage: readonly BillableUsage[]
  readonly carried: readonly CarriedUsage[]
  readonly since: Temporal.PlainDate | null
  /** The first day of which conditions ask what usage cost, when it is before the cycle. */
  readonly asked: Temporal.PlainDate
  /** The first day whose usage its bill needs; null: from the beginning. */
  readonly from: Temporal.PlainDate | null
  /** A service of a plan may have run out. */
  readonly runsOut: boolean
  /** What had run out and was restored by hand all the same. */
  readonly forgiven: readonly ServiceChange[]
  /** Thresholds that are done with, by subscription; by the account what it was told. */
  readonly fired: ReadonlyMap<string, ReadonlySet<string>>
}

export interface LoadedAccount {
  readonly account: string
  /** In its zone. */
  readonly today: Temporal.PlainDate
  /** What is barred and throttled. */
  readonly open: readonly ServiceChange[]
  /** An account without a history is a problem, and said to be one. */
  readonly known:
    | { readonly ok: true; readonly atHand: AccountAtHand }
    | { readonly ok: false; readonly problem: string }
}

export interface LoadTask {
  readonly tenant: string
  readonly now: Temporal.Instant
  readonly accounts: readonly string[]
}

type Begun = Pick<
  AccountAtHand,
  'history' | 'today' | 'needs' | 'cycle' | 'carried' | 'since' | 'asked' | 'from' | 'runsOut'
>

const NOTHING_USED: ReadonlyMap<string, number> = new Map()
const NOTHING_FIRED: ReadonlyMap<string, ReadonlySet<string>> = new Map()

export async function loadAccounts(
  client: ClientBase,
  task: LoadTask,
  rules: RulesOfPass,
  { facts, services }: { readonly facts: FactBook; readonly services: ServiceBook }
): Promise<LoadedAccount[]> {
  const { accounts, now, tenant } = task
  const chunk = await chunkAccounts(client, tenant, accounts, facts)
  const begun = chunk.map(account => ({ account, begun: beginAccount(account, now, rules) }))
  const found = begun.flatMap(each => (each.begun.ok ? [each.begun.value] : []))
  const { usage, used } = await usageAtHand(client, { tenant, now }, found)
  const groups = await groupsAtHand(client, tenant, found)
  const owed = await owedBy(client, tenant, found.filter(asks('owed')))
  const fired = await firingsSince(client, tenant, found)
  const open = Map.groupBy(await services.open(client, tenant, accounts), ({ account }) => account)
  const mayForgive = found.filter(({ runsOut }) => runsOut).map(({ history }) => history.account)
  const forgiven = Map.groupBy(await services.forgiven(client, tenant, mayForgive), ({ account }) => account)
  return begun.map(({ account: { id, zone }, begun: each }) => {
    const loaded = { account: id, today: now.toZonedDateTimeISO(zone).toPlainDate(), open: open.get(id) ?? [] }
    if (!each.ok) return { ...loaded, known: each }
    const atHand = {
      ...each.value,
      ...{ owed: owed.get(id) ?? 0n, used: used.get(id) ?? NOTHING_USED, usage: usage.get(id) ?? [] },
      ...{ forgiven: forgiven.get(id) ?? [], fired: fired.get(id) ?? NOTHING_FIRED },
      groups: groups.get(id) ?? NO_GROUPS
    }
    return { ...loaded, known: { ok: true, atHand } }
  })
}

function beginAccount(
  { cursor, facts, id, number }: ChunkAccount,
  now: Temporal.Instant,
  rules: RulesOfPass
): { readonly ok: true; readonly value: Begun } | { readonly ok: false; readonly problem: string } {
  try {
    const history = accountHistory(id, facts, now)
    if (history === null) return { ok: false, problem: `nothing opens account ${number}` }
    const today = now.toZonedDateTimeISO(history.zone).toPlainDate()
    const { needsOn, registry, ruleBook } = rules.in(history.currency)
    const needs = needsOn(today)
    const { carried } = cursor
    const { spend } = needs.windows
    const asked = spend === 0 ? today : lastDays(spend, today).from
    const lookBack = cycleLookBack({ history, today, ruleBook, registry, carried, asked })
    const runsOut = mayRunOut(history.subscriptions, needs)
    return { ok: true, value: { history, today, needs, carried, runsOut, asked, ...lookBack } }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}

function asks(fact: string): (account: Begun) => boolean {
  return ({ needs }) => needs.facts.has(fact)
}

/** Every event for those whose conditions need them all, read once; for others sums, and some events when they ask what is included. */
async function usageAtHand(
  client: ClientBase,
  { now, tenant }: Pick<LoadTask, 'tenant' | 'now'>,
  accounts: readonly Begun[]
): Promise<{ readonly [part in 'usage' | 'used']: ReadonlyMap<string, AccountAtHand[part]> }> {
  const [whole, others] = [accounts.filter(needsAll), accounts.filter(each => !needsAll(each))]
  const usage = await billableUsage(client, tenant, now, whole.map(usageWanted))
  const inCycle = others.filter(({ needs }) => needs.windows.isUsedInCycle)
  const spans = inCycle.map(({ cycle: days, history }) => ({ history, days }))
  const used = await usedOnDays(client, tenant, [...spans, ...accounts.flatMap(windowsOf)])
  const granted = others.filter(
    each => asks('included')(each) && (!each.needs.windows.isUsedInCycle || used.has(each.history.account))
  )
  const first = await firstUsesOfDays(client, tenant, now, granted.map(usageWanted))
  for (const each of whole) {
    const { cycle: days, history } = each
    const { account } = history
    const events = usage.get(account) ?? []
    used.set(account, new Map([...(used.get(account) ?? []), ...usedByEvents({ history, days }, events)]))
  }
  return { used, usage: new Map([...usage, ...first]) }
}

/** But for one that is the cycle, which is read with the others. */
function windowsOf({ cycle, history, needs, today }: Begun): UsageSpan[] {
  const all = [...needs.windows.used].map(days => ({ history, days: lastDays(days, today) }))
  return all.filter(({ days }) => !(needs.windows.isUsedInCycle && isSame(days, cycle)))
}

function isSame(a: Interval, b: Interval): boolean {
  return a.from.equals(b.from) && a.until.equals(b.until)
}

/** What a plan includes is granted to the first use; what was rolled over, by all uses before. */
function needsAll({ cycle, from, needs, runsOut }: Begun): boolean {
  const isOwnCycle = from !== null && Temporal.PlainDate.compare(from, cycle.from) >= 0
  return runsOut || needs.facts.has('spend') || (needs.facts.has('included') && !isOwnCycle)
}

function usageWanted({ from, history, today }: Begun): UsageWanted & { readonly zone: string } {
  const { account, zone } = history
  const fromMs = from === null ? -Infinity : startOfDayMs(from, zone)
  return { account, zone, fromMs, untilMs: startOfDayMs(today.add({ days: 1 }), zone) }
}
