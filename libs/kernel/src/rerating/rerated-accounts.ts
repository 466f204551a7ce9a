// Whose usage a re-rating moves, and whose next bills.
import { sql, type Writer } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'

/** Micro. */
export interface ReratedAccount {
  readonly account: string
  readonly number: string
  readonly currency: string
  readonly events: number
  readonly before: bigint
  readonly after: bigint
  /** Of these, what a standing bill has: the next one corrects it. */
  readonly invoiced: { readonly events: number; readonly before: bigint; readonly after: bigint }
  /** Came when the bill of their day had been made. */
  readonly late: { readonly events: number; readonly amount: bigint }
  /** Null: it does not move, or that was not looked at. */
  readonly bill: AccountBill | null
}

/** The next bill of an account. */
export interface AccountBill {
  readonly on: Temporal.PlainDate
  /** What it comes to, micro; null when it cannot be made, or its lines stand on the invoice of another account. */
  readonly amounts: { readonly before: bigint; readonly after: bigint } | null
  /** Why it cannot be made. */
  readonly detail: string | null
  /** Number of that account. */
  readonly billedWith: string | null
}

export interface AccountsPage {
  /** Number of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

type AccountRow = Record<'before' | 'after' | 'invoiced_before' | 'invoiced_after' | 'late_amount', string> &
  Record<'events' | 'invoiced_events' | 'late_events', number> &
  Record<'bill_date' | 'bill_before' | 'bill_after' | 'detail' | 'billed_with', string | null> &
  Pick<ReratedAccount, 'account' | 'currency' | 'number'>

const ACCOUNTS = `select a.id as account, a.number, a.currency, coalesce(m.events, 0) as events, coalesce(m.before, 0)::text as before,
    coalesce(m.after, 0)::text as after, coalesce(m.invoiced_events, 0) as invoiced_events,
    coalesce(m.invoiced_before, 0)::text as invoiced_before, coalesce(m.invoiced_after, 0)::text as invoiced_after,
    coalesce(m.late_events, 0) as late_events, coalesce(m.late_amount, 0)::text as late_amount,
    b.bill_date::text, b.before::text as bill_before, b.after::text as bill_after, b.detail, h.number as billed_with
  from (select * from rerating_account where tenant = $1 and rerating = $2) m
    full join (select * from rerating_bill where tenant = $1 and rerating = $2) b on b.account = m.account
    join account a on a.tenant = $1 and a.id = coalesce(m.account, b.account)
    left join account h on h.tenant = $1 and h.id = b.billed_with`

/** In order of number. */
export async function reratedAccounts(
  writer: Writer,
  { id, tenant }: ReratingReference,
  { after, limit }: AccountsPage
): Promise<ReratedAccount[]> {
  const rows = await sql<AccountRow>(
    writer,
    `${ACCOUNTS} where ($3::text is null or a.number > $3) order by a.number limit $4`,
    [tenant, id, after ?? null, limit]
  )
  return rows.map(accountOf)
}

/** Those whose bills move furthest, furthest first; then those whose usage does. */
export async function furthestAccounts(
  writer: Writer,
  { id, tenant }: ReratingReference,
  most: number
): Promise<ReratedAccount[]> {
  const rows = await sql<AccountRow>(
    writer,
    `${ACCOUNTS} order by coalesce(abs(b.after - b.before), 0) desc, abs(coalesce(m.after - m.before, 0)) desc,
       coalesce(m.late_amount, 0) desc, a.number limit $3`,
    [tenant, id, most]
  )
  return rows.map(accountOf)
}

/** How many `furthestAccounts` could tell of. */
export async function countAccounts(writer: Writer, { id, tenant }: ReratingReference): Promise<number> {
  const [row] = await sql<{ count: number }>(
    writer,
    `select count(*)::int as count from (
       select account from rerating_account where tenant = $1 and rerating = $2
       union select account from rerating_bill where tenant = $1 and rerating = $2) t`,
    [tenant, id]
  )
  return row?.count ?? 0
}

function accountOf(row: AccountRow): ReratedAccount {
  return {
    account: row.account,
    number: row.number,
    currency: row.currency,
    events: row.events,
    before: BigInt(row.before),
    after: BigInt(row.after),
    invoiced: {
      events: row.invoiced_events,
      before: BigInt(row.invoiced_before),
      after: BigInt(row.invoiced_after)
    },
    late: { events: row.late_events, amount: BigInt(row.late_amount) },
    bill: billOf(row)
  }
}

function billOf({ bill_after, bill_before, bill_date, billed_with, detail }: AccountRow): AccountBill | null {
  if (bill_date === null) return null
  const isMade = bill_before !== null && bill_after !== null
  const amounts = isMade ? { before: BigInt(bill_before), after: BigInt(bill_after) } : null
  return { on: Temporal.PlainDate.from(bill_date), amounts, detail, billedWith: billed_with }
}
