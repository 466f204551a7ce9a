// From a chunk's accounts to their bills: everything is read in a few queries, then computed one by one.
import { setImmediate as othersTurn } from 'node:timers/promises'
import { type AccountHistory, type BilledCharge, type Hierarchy, labelOn } from '@farthing/billing-core'
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import {
  type Bill,
  type JointBill,
  jointBill,
  OpenBill,
  type Parked,
  type StandingGroups,
  usageWindow
} from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { type FactBook, hierarchyAround } from '../accounts/index.ts'
import { lateUsage } from './billable-usage.ts'
import { billedCharges } from './billed-charges.ts'
import type { RulesInForce } from './billing-rules.ts'
import { type ChunkAccount, chunkAccounts, NO_CURSOR } from './chunk-accounts.ts'
import { type Due, dueTogether, ofAccount } from './due-bills.ts'
import { standingGroups } from './standing-groups.ts'
import type { NewUsage } from './new-usage.ts'
import { UsagePages } from './usage-pages.ts'

export interface ChunkTask {
  readonly tenant: string
  readonly billDate: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
  readonly accounts: readonly string[]
  /** Bill these accounts on `billDate` whatever their bill day. */
  readonly listed: boolean
  /** The run whose drafts are made again. */
  readonly renews?: string | undefined
}

/** Bills that are made together. */
export interface BillMade {
  /** Who owes the invoices. */
  readonly payer: string
  /** The account whose bill it is first, then those whose lines stand on its invoice. */
  readonly bills: readonly [ComputedBill, ...ComputedBill[]]
  readonly made: JointBill
}

export interface ComputedBill {
  readonly account: string
  readonly accountNumber: string
  readonly billDate: Temporal.PlainDate
  /** The day of the bill before; of the first one, the day on which the account was opened. */
  readonly from: Temporal.PlainDate
  readonly since: Temporal.PlainDate | null
  readonly bill: Bill
  /** Of subscriptions that are no longer called as they first were, by their id. */
  readonly names: ReadonlyMap<string, string>
}

export interface ParkedAccount {
  readonly account: string
  readonly reason: string
  readonly detail: string
}

/** Takes each result as it comes, so that a chunk's bills are never in memory together. */
export interface BillSink {
  /** Those whose bill is empty too. */
  bill(made: BillMade): void
  /** It comes to too little: its account stays as the bill before left it. */
  carry(made: BillMade): void
  park(parked: ParkedAccount): void
}

export async function computeChunk(
  client: ClientBase,
  task: ChunkTask,
  tools: { readonly facts: Pick<FactBook, 'ofMany'>; readonly rules: RulesInForce; readonly newUsage: NewUsage },
  sink: BillSink
): Promise<void> {
  const { facts: factBook, rules, newUsage } = tools
  const { hierarchy, ids } = await billedWith(client, task)
  const accounts = await chunkAccounts(client, task.tenant, ids, factBook)
  const late = await lateUsageDays(client, task, { accounts, newUsage })
  const asked = new Map(accounts.map(account => [account.id, account]))
  const bills = dueTogether(asked, task, { rules, late, hierarchy, sink })
  const due = bills.flatMap(each => each.due)
  const billed = await billedBefore(client, task, due)
  const standing = await standingGroups(client, task, bills)
  const usage = await UsagePages.open(client, task, due.map(usageWanted))
  let computed = 0
  for (const { due: together, payer } of bills) {
    const results: ComputedBill[] = []
    let parked: ParkedAccount | null = null
    for (const each of together) {
      if (computed++ % ACCOUNTS_AT_A_TIME === 0) await othersTurn()
      const open = openBill(each, rules, billed.get(each.account.id) ?? [])
      await usage.each(each.account.id, page => open.take(page))
      const bill = open.end()
      if (bill.ok) results.push(computedBill(each, bill))
      else parked ??= parkedBill(each, together[0], bill)
    }
    const stands = standing.get(together[0].account.id)
    finish({ payer, results, parked, stands, listed: task.listed }, sink)
  }
  await usage.close()
}

/** All whom the bills of these accounts may be made with: whoever bills them locks them all. */
export async function billedWith(
  client: ClientBase,
  { accounts, knownAt, tenant }: Pick<ChunkTask, 'tenant' | 'accounts' | 'knownAt'>
): Promise<{ readonly hierarchy: Hierarchy; readonly ids: readonly string[] }> {
  const { hierarchy } = await hierarchyAround(client, tenant, { accounts, knownAt })
  const ids = new Set(accounts)
  for (const id of ids) // grows while it is gone through
    for (const account of hierarchy.consolidatedBelow(id)) ids.add(account)
  return { hierarchy, ids: [...ids] }
}

function billedBefore(client: ClientBase, task: ChunkTask, due: readonly Due[]): Promise<Map<string, BilledCharge[]>> {
  const before = due.filter(({ account }) => account.cursor !== NO_CURSOR)
  return billedCharges(
    client,
    task,
    before.map(({ account, billedFrom: since }) => ({ account: account.id, since }))
  )
}

function openBill({ account, billDate, history, since }: Due, rules: RulesInForce, billed: BilledCharge[]): OpenBill {
  return new OpenBill({
    history,
    ruleBook: rules.books.in(history.currency),
    registry: rules.registry,
    carried: account.cursor.carried,
    billed,
    billDate,
    previousBillDate: account.cursor.billDate,
    since,
    invoiceTerms: account.invoiceTerms
  })
}

function computedBill({ account, billDate, history, since }: Due, bill: Bill): ComputedBill {
  const from = account.cursor.billDate ?? history.opened
  const names = namesOn(history, billDate)
  return { account: account.id, accountNumber: account.number, billDate, from, since, bill, names }
}

/** One that cannot be billed parks the invoice on which its lines would stand. */
function parkedBill({ account: { id, number } }: Due, first: Due, { detail, reason }: Parked): ParkedAccount {
  const own = id === first.account.id
  return { account: first.account.id, reason, detail: own ? detail : ofAccount(number, detail) }
}

interface Finished {
  readonly payer: string
  readonly results: readonly ComputedBill[]
  readonly parked: ParkedAccount | null
  readonly stands: StandingGroups | undefined
  readonly listed: boolean
}

function finish({ listed, parked, payer, results, stands }: Finished, sink: BillSink): void {
  if (parked !== null) return sink.park(parked)
  const [first, ...others] = results
  if (first === undefined) return
  const bills = [first, ...others] as const
  const made = jointBill(bills, stands)
  if (!made.ok) return sink.park({ account: first.account, reason: made.reason, detail: made.detail })
  if (made.belowMinimum && !listed) sink.carry({ payer, bills, made })
  else sink.bill({ payer, bills, made })
}

export function namesOn({ subscriptions }: AccountHistory, billDate: Temporal.PlainDate): ReadonlyMap<string, string> {
  const renamed = subscriptions.filter(({ labels }) => labels.length > 1)
  return new Map(renamed.map(each => [each.id, labelOn(each, billDate)]))
}

/** Computing holds the thread: another chunk's rows wait on it, and PostgreSQL with them, for a few milliseconds at most. */
const ACCOUNTS_AT_A_TIME = 16

function usageWanted({ account, history, billDate, since }: Due): { account: string; fromMs: number; untilMs: number } {
  const untilMs = startOfDayMs(billDate, history.zone)
  const { from } = usageWindow(history, since, account.cursor.carried)
  return { account: account.id, fromMs: from === null ? -Infinity : startOfDayMs(from, history.zone), untilMs }
}

async function lateUsageDays(
  client: ClientBase,
  { tenant, knownAt }: ChunkTask,
  { accounts, newUsage }: { readonly accounts: readonly ChunkAccount[]; readonly newUsage: NewUsage }
): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
  const billed = accounts.flatMap(({ id, zone, cursor: { billDate, knownAt: known } }) =>
    billDate === null || known === null
      ? []
      : [{ account: id, zone, knownAt: known, untilMs: startOfDayMs(billDate, zone) }]
  )
  const [first] = billed.map(each => each.knownAt).toSorted((a, b) => Temporal.Instant.compare(a, b))
  if (first === undefined) return new Map()
  const from = await newUsage.firstStart(client, tenant, { after: first, until: knownAt })
  if (from === null || billed.every(({ untilMs }) => from.epochMilliseconds >= untilMs)) return new Map()
  const late = await lateUsage(client, tenant, { from, knownAt }, billed)
  return new Map(
    billed.flatMap(({ account, zone }) => {
      const startedAt = late.get(account)
      return startedAt === undefined ? [] : [[account, localDay(startedAt, zone)] as const]
    })
  )
}
