// Transactions into the tables: few of them by one statement each, thousands by COPY. Both within the caller's transaction.
// What belongs to a closed period is posted on the first open day, and names the day that it corrects.
import { imbalance, type LedgerTransaction } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import type { ClientBase } from 'pg'
import { CLOSED_UNTIL, firstOpenDay } from './closed-periods.ts'
import { copyLine, copyRows, sql, type Statement, type Writer } from '../persistence/index.ts'

interface Target {
  readonly tenant: string
  readonly recordedAt: Temporal.Instant
}

/** Posts those whose key is new and returns their keys: told twice, an event is posted once. */
export async function postTransactions(
  writer: Writer,
  target: Target,
  transactions: readonly LedgerTransaction[]
): Promise<string[]> {
  if (transactions.length === 0) return []
  for (const transaction of transactions) assertBalanced(transaction)
  const { text, values } = transactionRows(target, transactions)
  const rows = await sql<{ key: string }>(writer, `${text} on conflict do nothing returning key`, values)
  const fresh = new Set(rows.map(({ key }) => key))
  const posted = transactions.filter(({ key }) => fresh.has(key))
  for (const each of postingRows(target.tenant, posted)) await sql(writer, each.text, each.values)
  return [...fresh]
}

/** For keys that are known to be new, to be sent together; a repeated one fails the whole transaction. */
export function newTransactions(target: Target, transactions: readonly LedgerTransaction[]): Statement[] {
  if (transactions.length === 0) return []
  for (const transaction of transactions) assertBalanced(transaction)
  return [transactionRows(target, transactions), ...postingRows(target.tenant, transactions)]
}

/** For keys that are known to be new; a repeated one fails the whole transaction. */
export async function copyTransactions(
  client: ClientBase,
  target: Target,
  transactions: readonly LedgerTransaction[]
): Promise<void> {
  for (const transaction of transactions) assertBalanced(transaction)
  const { tenant } = target
  const recordedAt = target.recordedAt.toString()
  const open = await firstOpenDay(client, tenant)
  await copyRows(
    client,
    'ledger_transaction (tenant, account, key, date, description, recorded_at, corrects)',
    transactions.map(({ account, key, date, description }) => {
      const closed = open !== null && compareDates(date, open) < 0
      const days = closed ? [open, date] : [date, null]
      return copyLine([tenant, account, key, `${days[0]}`, description, recordedAt, days[1]?.toString() ?? null])
    })
  )
  await copyRows(
    client,
    'ledger_posting (tenant, account, key, position, ledger_account, unit, amount)',
    transactions.flatMap(({ account, key, postings }) =>
      postings.map(({ ledgerAccount, unit, amount }, index) =>
        copyLine([tenant, account, key, index + 1, ledgerAccount, unit, amount])
      )
    )
  )
}

function transactionRows({ recordedAt, tenant }: Target, transactions: readonly LedgerTransaction[]): Statement {
  const text = `insert into ledger_transaction (tenant, account, key, date, description, recorded_at, corrects)
    select $1, fresh.account, fresh.key, greatest(fresh.date, closed.until), fresh.description, $6::timestamptz,
      case when fresh.date < closed.until then fresh.date end
    from (select unnest($2::uuid[]) as account, unnest($3::text[]) as key, unnest($4::date[]) as date, unnest($5::text[]) as description) fresh
    cross join (${CLOSED_UNTIL}) closed`
  const values = [
    tenant,
    transactions.map(({ account }) => account),
    transactions.map(({ key }) => key),
    transactions.map(({ date }) => date.toString()),
    transactions.map(({ description }) => description),
    recordedAt.toString()
  ]
  return { text, values }
}

function postingRows(tenant: string, transactions: readonly LedgerTransaction[]): Statement[] {
  const rows = transactions.flatMap(({ account, key, postings }) =>
    postings.map((posting, index) => ({ account, key, position: index + 1, ...posting }))
  )
  if (rows.length === 0) return []
  const text = `insert into ledger_posting (tenant, account, key, position, ledger_account, unit, amount)
    select $1, unnest($2::uuid[]), unnest($3::text[]), unnest($4::int[]), unnest($5::text[]), unnest($6::text[]), unnest($7::bigint[])`
  const values = [
    tenant,
    rows.map(({ account }) => account),
    rows.map(({ key }) => key),
    rows.map(({ position }) => position),
    rows.map(({ ledgerAccount }) => ledgerAccount),
    rows.map(({ unit }) => unit),
    rows.map(({ amount }) => amount.toString())
  ]
  return [{ text, values }]
}

function assertBalanced(transaction: LedgerTransaction): void {
  const [over] = imbalance(transaction)
  if (over === undefined) return
  throw new Error(`ledger transaction ${transaction.key} is out of balance by ${over[1]} micro ${over[0]}`)
}
