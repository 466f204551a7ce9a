// From a chunk's accounts to their bills: everything is read in a few queries, then computed one by one.
import { setImmediate as othersTurn } from 'node:timers/promises'
import { accountHistory, type AccountHistory, labelOn, lastBillDate } from '@farthing/billing-core'
import { compareDates, localDay, startOfDayMs } from '@farthing/billing-core/values'
import {
  type Bill,
  billedFrom,
  type BillResult,
  changedClaims,
  type Claim,
  OpenBill,
  usageWindow
} from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { lateUsage } from './billable-usage.ts'
import { billedCharges } from './billed-charges.ts'
import type { RulesInForce } from './billing-rules.ts'
import { type ChunkAccount, chunkAccounts, NO_CURSOR } from './chunk-accounts.ts'
import { type Cursor, lookBackDay } from './look-back.ts'
import type { NewUsage } from './new-usage.ts'
import { UsagePages } from './usage-pages.ts'

export interface ChunkTask {
  readonly tenant: string
  readonly billDate: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
  readonly accounts: readonly string[]
  /** Bill these accounts on `billDate` whatever their bill day. */
  readonly listed: boolean
}

export interface ComputedBill {
  readonly account: string
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
  /** In order of account; those whose bill is empty too. */
  bill(computed: ComputedBill): void
  /** It comes to too little: its account stays as the bill before left it. */
  carry(computed: ComputedBill): void
  park(parked: ParkedAccount): void
}

interface Due {
  readonly account: ChunkAccount
  readonly history: AccountHistory
  readonly billDate: Temporal.PlainDate
  readonly since: Temporal.PlainDate | null
  /** From which day on it needs what was billed. */
  readonly billedFrom: Temporal.PlainDate | null
}

export async function computeChunk(
  client: ClientBase,
  task: ChunkTask,
  tools: { readonly facts: FactBook; readonly rules: RulesInForce; readonly newUsage: NewUsage },
  sink: BillSink
): Promise<void> {
  const { facts: factBook, rules, newUsage } = tools
  const accounts = await chunkAccounts(client, task.tenant, task.accounts, factBook)
  const late = await lateUsageDays(client, task, { accounts, newUsage })
  const due = accounts.flatMap(account => dueOrParked(account, task, { rules, late, sink }))
  const billed = await billedCharges(
    client,
    task,
    due
      .filter(({ account }) => account.cursor !== NO_CURSOR)
      .map(({ account, billedFrom: since }) => ({ account: account.id, since }))
  )
  const usage = await UsagePages.open(client, task, due.map(usageWanted))
  for (const [index, { account, history, billDate, since }] of due.entries()) {
    if (index % ACCOUNTS_AT_A_TIME === 0) await othersTurn()
    const open = new OpenBill({
      history,
      ruleBook: rules.ruleBook,
      registry: rules.registry,
      carried: account.cursor.carried,
      billed: billed.get(account.id) ?? [],
      billDate,
      previousBillDate: account.cursor.billDate,
      since,
      invoiceTerms: account.invoiceTerms
    })
    await usage.each(account.id, page => open.take(page))
    hand(open.end(), { account, history, billDate, since }, { task, sink })
  }
  await usage.close()
}

/** A bill goes where it belongs: made, left open, or its account parked. */
function hand(
  bill: BillResult,
  { account: { cursor, id: account }, billDate, history, since }: Omit<Due, 'billedFrom'>,
  { sink, task }: { readonly sink: BillSink; readonly task: ChunkTask }
): void {
  if (!bill.ok) return sink.park({ account, reason: bill.reason, detail: bill.detail })
  const from = cursor.billDate ?? history.opened
  const computed = { account, billDate, from, since, bill, names: namesOn(history, billDate) }
  if (bill.belowMinimum && !task.listed) sink.carry(computed)
  else sink.bill(computed)
}

export function namesOn({ subscriptions }: AccountHistory, billDate: Temporal.PlainDate): ReadonlyMap<string, string> {
  const renamed = subscriptions.filter(({ labels }) => labels.length > 1)
  return new Map(renamed.map(each => [each.id, labelOn(each, billDate)]))
}

/** Computing holds the thread: another chunk's rows wait on it, and PostgreSQL with them, for a few milliseconds at most. */
const ACCOUNTS_AT_A_TIME = 16

interface DueContext {
  readonly rules: RulesInForce
  readonly late: ReadonlyMap<string, Temporal.PlainDate>
  readonly sink: BillSink
}

/** Facts that make no history park their account, not the run. */
function dueOrParked(account: ChunkAccount, task: ChunkTask, context: DueContext): Due[] {
  try {
    return dueAccount(account, task, context)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    context.sink.park({ account: account.id, reason: 'broken-invariant', detail })
    return []
  }
}

function dueAccount(account: ChunkAccount, task: ChunkTask, context: DueContext): Due[] {
  const history = accountHistory(account.id, account.facts, task.knownAt)
  if (history === null) {
    context.sink.park({
      account: account.id,
      reason: 'not-opened',
      detail: `nothing opens account ${account.number}`
    })
    return []
  }
  const billDate = task.listed ? task.billDate : lastBillDate(history, task.billDate)
  const { cursor } = account
  if (billDate === null || (cursor.billDate !== null && compareDates(billDate, cursor.billDate) <= 0)) return []
  if (!task.listed && cursor.carriedOn !== null && compareDates(billDate, cursor.carriedOn) <= 0) return []
  const since = lookBackDay(cursor, {
    facts: account.facts.filter(({ known }) => Temporal.Instant.compare(known, task.knownAt) <= 0),
    publications: context.rules.publications,
    claims: claimsSince(history, cursor, { billDate, rules: context.rules }),
    lateUsage: context.late.get(account.id) ?? null
  })
  return [{ account, history, billDate, since, billedFrom: billedFrom(since, history, context.rules) }]
}

/** None before the first bill, which looks at everything. */
function claimsSince(
  history: AccountHistory,
  cursor: Cursor,
  { billDate, rules }: { readonly billDate: Temporal.PlainDate; readonly rules: RulesInForce }
): readonly Claim[] {
  if (cursor.billDate === null || cursor.knownAt === null) return []
  const last = { book: rules.bookAsKnownAt(cursor.knownAt), billDate: cursor.billDate }
  return changedClaims(history, last, { book: rules.ruleBook, billDate })
}

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
