// Meters of accounts whose uses have terms: what each used in its cycle, read under its lock.
import { accountHistory, type AccountHistory } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import {
  type BillableUsage,
  cycleLookBack,
  meterUsage,
  type RuleBooks,
  type UsageInput,
  type UsageMeter
} from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { billableUsage, type ChunkAccount, chunkAccounts } from '../billing-run/index.ts'
import { sql } from '../persistence/index.ts'
import { openSessions } from './charging-books.ts'
import { readCredits } from './credit-books.ts'
import type { MeteredAccount, OpenUses, WatchedAccounts } from './metered-accounts.ts'

export interface MeterTask {
  readonly tenant: string
  readonly now: Temporal.Instant
  /** Null while no rules are published. */
  readonly books: RuleBooks | null
  readonly registry: Registry
  readonly facts: FactBook
}

interface BegunInput extends Omit<UsageInput, 'usage'> {
  /** The first day whose usage it needs; null: from the beginning. */
  readonly from: Temporal.PlainDate | null
}

/** One batch after the other: whoever charges an account by its terms, or onto its bill, holds this until the end. Taken after pockets and sessions. */
const LOCK = `select pg_advisory_xact_lock(key) from
  (select distinct hashtextextended('farthing:metered:' || $1 || account, 0) as key from unnest($2::text[]) account order by 1 offset 0) k`

/** Who held the lock before may have read a later clock: what is committed counts. */
const ALL_KNOWN = Temporal.Instant.from('9999-12-31T00:00:00Z')

export async function openUses(
  client: ClientBase,
  tenant: string,
  { firstMs, onBill }: WatchedAccounts
): Promise<OpenUses> {
  const watched = [...new Set([...firstMs.keys(), ...onBill])]
  if (watched.length === 0) return { firstMs, sessions: [], credits: [] }
  const [, sessions, credits] = await Promise.all([
    sql(client, LOCK, [tenant, watched]),
    firstMs.size === 0 ? [] : openSessions(client, tenant, [...firstMs.keys()]),
    onBill.size === 0 ? [] : readCredits(client, tenant, [...onBill])
  ])
  return { firstMs, sessions, credits }
}

/** By account; a text says why it cannot be billed. */
export async function readMeters(
  client: ClientBase,
  task: MeterTask,
  metered: readonly MeteredAccount[]
): Promise<ReadonlyMap<string, UsageMeter | string>> {
  const { books } = task
  if (metered.length === 0 || books === null) return new Map()
  const { facts, tenant } = task
  const ids = metered.map(({ account }) => account)
  const known = new Map((await chunkAccounts(client, tenant, ids, facts)).map(each => [each.id, each]))
  const begun = metered.map(each => ({
    ...each,
    input: inputOf({ ...task, books }, known.get(each.account), each.firstMs)
  }))
  const wanted = begun.flatMap(({ account, input }) => {
    if (typeof input === 'string') return []
    const { from, history, billDate } = input
    const fromMs = from === null ? -Infinity : startOfDayMs(from, history.zone)
    return [{ account, fromMs, untilMs: startOfDayMs(billDate, history.zone) }]
  })
  const usage = await billableUsage(client, tenant, ALL_KNOWN, wanted)
  return new Map(begun.map(({ account, input, ...uses }) => [account, meterOf(input, usage.get(account) ?? [], uses)]))
}

function inputOf(
  { books, now, registry }: MeterTask & { readonly books: RuleBooks },
  known: ChunkAccount | undefined,
  firstMs: number
): BegunInput | string {
  const history = known === undefined ? null : accountHistory(known.id, known.facts, now)
  if (known === undefined || history === null) return 'nothing opens its account'
  const { carried } = known.cursor
  const asked = { carried, history, registry, ruleBook: books.in(history.currency) }
  const { since, from } = cycleLookBack({ ...asked, today: dayOf(history, firstMs) })
  const { cycle } = cycleLookBack({ ...asked, today: dayOf(history, now.epochMilliseconds) })
  return { ...asked, since, from, billDate: cycle.until }
}

function meterOf(
  input: BegunInput | string,
  usage: readonly BillableUsage[],
  { firstMs, lasting }: Pick<MeteredAccount, 'firstMs' | 'lasting'>
): UsageMeter | string {
  if (typeof input === 'string') return input
  const metered = meterUsage({ ...input, usage }, lasting, firstMs)
  return metered.ok ? metered.meter : metered.detail
}

function dayOf({ zone }: AccountHistory, ms: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()
}
