// Which bills of a chunk's accounts are due, and which of them are made together.
import { accountHistory, type AccountHistory, type Hierarchy, lastBillDate } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import { billedFrom, changedClaims, type Claim } from '@farthing/simulator'
import type { RulesInForce } from './billing-rules.ts'
import type { ChunkAccount } from './chunk-accounts.ts'
import type { ChunkTask, ParkedAccount } from './compute-chunk.ts'
import { type Cursor, lookBackDay } from './look-back.ts'

export interface Due {
  readonly account: ChunkAccount
  readonly history: AccountHistory
  readonly billDate: Temporal.PlainDate
  readonly since: Temporal.PlainDate | null
  /** From which day on it needs what was billed. */
  readonly billedFrom: Temporal.PlainDate | null
}

/** The account whose bill it is first, then those whose lines stand on its invoice. */
export interface DueTogether {
  readonly payer: string
  readonly due: readonly [Due, ...Due[]]
}

export interface DueContext {
  readonly rules: RulesInForce
  readonly late: ReadonlyMap<string, Temporal.PlainDate>
  readonly hierarchy: Hierarchy
  readonly sink: { park(parked: ParkedAccount): void }
}

/** Of the accounts asked for, in their order. Who is consolidated with another is billed with that one, and not by itself. */
export function dueTogether(
  accounts: ReadonlyMap<string, ChunkAccount>,
  task: ChunkTask,
  context: DueContext
): DueTogether[] {
  return task.accounts.flatMap(id => {
    const account = accounts.get(id)
    return account === undefined ? [] : orParked(account, context, () => billOf(account, accounts, { task, context }))
  })
}

/** Facts that make no history park their account, not the run. */
function orParked<T>(account: ChunkAccount, { sink }: DueContext, work: () => T[]): T[] {
  try {
    return work()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    sink.park({ account: account.id, reason: reasonOf(error), detail })
    return []
  }
}

class NotBillable extends Error {
  readonly reason: 'not-opened' | 'billed-since'

  constructor(reason: NotBillable['reason'], detail: string) {
    super(detail)
    this.reason = reason
  }
}

/** Of an account whose lines stand on the invoice it is the cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown }
  const found = [error, cause].find(each => each instanceof NotBillable)
  return found?.reason ?? 'broken-invariant'
}

const KNOWS_MORE =
  'A bill that was made since knows more than this one would, which would take back what that charged. A retry of the run bills it by what is known then.'

function billOf(
  account: ChunkAccount,
  accounts: ReadonlyMap<string, ChunkAccount>,
  { context, task }: { readonly task: ChunkTask; readonly context: DueContext }
): DueTogether[] {
  const history = historyOf(account, task)
  const billDate = task.listed ? task.billDate : lastBillDate(history, task.billDate)
  if (billDate === null) return []
  const { carriedOn } = account.cursor
  if (!task.listed && carriedOn !== null && compareDates(billDate, carriedOn) <= 0) return []
  const { hierarchy } = context
  const lastDay = billDate.subtract({ days: 1 })
  if (hierarchy.invoicedWith(account.id, lastDay) !== account.id) return []
  const own = dueBill(account, { history, billDate }, context, task)
  if (own === null) return []
  const others = hierarchy.consolidatedWith(account.id, lastDay).flatMap(id => {
    const other = accounts.get(id)
    if (other === undefined) throw new Error(`account ${id} is consolidated with ${account.number} and was not read`)
    return naming(other, () => dueBill(other, { history: historyOf(other, task), billDate }, context, task)) ?? []
  })
  return [{ payer: hierarchy.payerOf(account.id, lastDay), due: [own, ...others] }]
}

function naming<T>({ number }: ChunkAccount, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(ofAccount(number, error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/** What parks an invoice, where it lies in another account whose lines stand on it. */
export function ofAccount(number: string, detail: string): string {
  return `account ${number}, whose lines stand on this invoice: ${detail}`
}

function historyOf(account: ChunkAccount, { knownAt }: ChunkTask): AccountHistory {
  const history = accountHistory(account.id, account.facts, knownAt)
  if (history === null) throw new NotBillable('not-opened', `nothing opens account ${account.number}`)
  return history
}

function dueBill(
  account: ChunkAccount,
  { billDate, history }: Pick<Due, 'billDate' | 'history'>,
  { late, rules }: DueContext,
  task: ChunkTask
): Due | null {
  const { cursor } = account
  if (cursor.billDate !== null && compareDates(billDate, cursor.billDate) <= 0) return null
  if (cursor.knownAt !== null && Temporal.Instant.compare(cursor.knownAt, task.knownAt) > 0)
    throw new NotBillable('billed-since', KNOWS_MORE)
  const since = lookBackDay(cursor, {
    facts: account.facts.filter(({ known }) => Temporal.Instant.compare(known, task.knownAt) <= 0),
    publications: rules.publications,
    claims: claimsSince(history, cursor, { billDate, rules }),
    lateUsage: late.get(account.id) ?? null
  })
  const { books, registry } = rules
  return {
    account,
    history,
    billDate,
    since,
    billedFrom: billedFrom(since, history, { registry, ruleBook: books.in(history.currency) })
  }
}

/** None before the first bill, which looks at everything. */
function claimsSince(
  history: AccountHistory,
  cursor: Cursor,
  { billDate, rules }: { readonly billDate: Temporal.PlainDate; readonly rules: RulesInForce }
): readonly Claim[] {
  if (cursor.billDate === null || cursor.knownAt === null) return []
  const { currency } = history
  const last = { book: rules.booksAsKnownAt(cursor.knownAt).in(currency), billDate: cursor.billDate }
  return changedClaims(history, last, { book: rules.books.in(currency), billDate })
}
