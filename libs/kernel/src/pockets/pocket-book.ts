// Pockets as rows: read under their locks, and changed by what was decided meanwhile.
import type { Pocket } from '@farthing/billing-core'
import { beginKnown, instantFromSql, sql, type Statement, type Writer } from '../persistence/index.ts'

export interface PocketRow extends Pocket {
  readonly account: string
  readonly accountNumber: string
  /** IANA name: in which the days of the books begin. */
  readonly zone: string
  /** Null: it pays for all of the account. */
  readonly subscription: string | null
  readonly reason: string
  /** The number of the group whose members it pays for; null: it is the account's own. */
  readonly group: string | null
  /** Of a group's: those memberships that the accounts have for which it was looked up. */
  readonly members: readonly Membership[]
}

/** Days are those of the member's zone. */
export interface Membership {
  readonly account: string
  /** Null: all of the account. */
  readonly subscription: string | null
  readonly from: string
  /** The first day outside; null: open. */
  readonly until: string | null
  readonly zone: string
}

/** What becomes of one pocket, in parts of its unit. */
export interface PocketChange {
  readonly account: string
  readonly pocket: string
  readonly balance: bigint
  readonly reserved: bigint
}

interface Row {
  readonly account: string
  readonly account_number: string
  readonly zone: string
  readonly id: string
  readonly number: number
  readonly subscription: string | null
  readonly group: string | null
  readonly members?: readonly Membership[] | null
  readonly unit: string
  readonly services: readonly string[] | null
  readonly priority: number
  readonly reason: string
  readonly opened_at: string
  readonly expires_at: string | null
  readonly balance: string | bigint
  readonly reserved: string | bigint
}

const COLUMNS = `p.account, a.number as account_number, a.zone, p.id, p.number, p.subscription, p.pocket_group as "group", p.unit, p.services, p.priority,
    p.reason, p.opened_at::text, p.expires_at::text, p.balance, p.reserved`
const FROM = 'from pocket p join account a on a.tenant = p.tenant and a.id = p.account'
const POCKETS = `select ${COLUMNS} ${FROM}`

/**
 * The pockets that these accounts may use and that hold something: their own, and those of groups that they are or were in; locked until the
 * transaction ends. Everybody locks in one order, so
 * that two who want the same pockets wait for one another and never in a circle: accounts, where they are locked at all;
 * what is known (`beginKnown`); pockets by account and id; anything else.
 */
export async function lockPockets(writer: Writer, tenant: string, accounts: readonly string[]): Promise<PocketRow[]> {
  await beginKnown(writer, tenant)
  return lockPocketsOf(writer, { text: '$2::uuid[]', values: [tenant, accounts] })
}

/**
 * The same after `beginKnown`, which the caller has sent, of accounts that the database is to find: SQL of an array, in
 * whose values the tenant comes first.
 */
export async function lockPocketsOf(writer: Writer, { text, values }: Statement): Promise<PocketRow[]> {
  const query = `with mine as materialized (select ${text} as accounts),
      joined as materialized (
        select m.account, m.subscription, m.pocket_group, m.owner, m.from_day as "from", m.until_day as "until", b.zone
        from mine join pocket_group_member m on m.tenant = $1 and m.account = any(mine.accounts)
        join account b on b.tenant = $1 and b.id = m.account)
    select ${COLUMNS},
      case when p.pocket_group is not null then (select json_agg(j) from joined j where j.pocket_group = p.pocket_group) end as members ${FROM}
    where p.tenant = $1 and p.filled
      and p.account = any((select accounts from mine) || array(select owner from joined))
      and (p.pocket_group is null and p.account = any((select accounts from mine)::uuid[])
        or p.pocket_group = any(array(select pocket_group from joined)))
    order by p.account, p.id for no key update of p`
  return (await sql<Row>(writer, query, values)).map(pocketOf)
}

/** One, also when nothing is left in it. Under the account's lock. */
export async function lockPocket(
  writer: Writer,
  tenant: string,
  { account, number }: Pick<PocketRow, 'account' | 'number'>
): Promise<PocketRow | undefined> {
  await beginKnown(writer, tenant)
  const query = `${POCKETS} where p.tenant = $1 and p.account = $2 and p.number = $3 for no key update of p`
  const [row] = await sql<Row>(writer, query, [tenant, account, number])
  return row && pocketOf(row)
}

/** Those whose time has come and of which something is free, as many as one transaction takes; what others hold is left to them. */
export async function lockExpired(
  writer: Writer,
  tenant: string,
  at: Temporal.Instant,
  most: number
): Promise<PocketRow[]> {
  await beginKnown(writer, tenant)
  const rows = await sql<Row>(
    writer,
    `${POCKETS} where p.tenant = $1 and p.filled and p.balance > p.reserved and p.expires_at <= $2
     order by p.expires_at limit $3 for no key update of p skip locked`,
    [tenant, at.toString(), most]
  )
  return rows.map(pocketOf)
}

/** Of an account, in the order in which they were opened; those that are used up only when asked for. */
export async function listPockets(
  writer: Writer,
  tenant: string,
  { account, empty }: { readonly account: string; readonly empty: boolean }
): Promise<PocketRow[]> {
  const rows = await sql<Row>(
    writer,
    `${POCKETS} where p.tenant = $1 and p.account = $2 and ($3 or p.filled) order by p.number`,
    [tenant, account, empty]
  )
  return rows.map(pocketOf)
}

/** Parts by pocket's ledger account, as the books had them at an instant. */
export async function balancesAt(
  writer: Writer,
  tenant: string,
  { account, at }: { readonly account: string; readonly at: Temporal.Instant }
): Promise<Map<string, bigint>> {
  const rows = await sql<{ ledger_account: string; amount: string }>(
    writer,
    `select p.ledger_account, (-sum(p.amount))::text as amount
     from ledger_posting p join ledger_transaction t using (tenant, account, key)
     where tenant = $1 and account = $2 and starts_with(p.ledger_account, 'pocket:') and t.recorded_at <= $3
     group by p.ledger_account`,
    [tenant, account, at.toString()]
  )
  return new Map(rows.map(({ amount, ledger_account }) => [ledger_account, BigInt(amount)]))
}

/** Under the account's lock, which keeps the numbers apart. */
export async function openPocket(
  writer: Writer,
  tenant: string,
  pocket: Omit<PocketRow, 'number' | 'accountNumber' | 'zone' | 'reserved' | 'members' | 'shared'>
): Promise<number> {
  const [row] = await sql<{ number: number }>(
    writer,
    `insert into pocket (tenant, account, id, number, subscription, unit, priority, reason, opened_at, expires_at, balance, reserved, pocket_group, services)
     select $1, $2, $3, coalesce((select max(number) from pocket where tenant = $1 and account = $2), 0) + 1,
       $4, $5, $6, $7, $8, $9, $10, 0, $11, $12::text[] returning number`,
    [
      tenant,
      pocket.account,
      pocket.id,
      pocket.subscription,
      pocket.unit,
      pocket.priority,
      pocket.reason,
      pocket.openedAt.toString(),
      pocket.expiresAt?.toString() ?? null,
      pocket.balance.toString(),
      pocket.group,
      pocket.services
    ]
  )
  return row?.number ?? 0
}

/** Under its lock. */
export async function endPocket(
  writer: Writer,
  tenant: string,
  { account, expiresAt, id }: Pick<PocketRow, 'account' | 'id'> & { readonly expiresAt: Temporal.Instant }
): Promise<void> {
  const text = 'update pocket set expires_at = $4 where tenant = $1 and account = $2 and id = $3'
  await sql(writer, text, [tenant, account, id, expiresAt.toString()])
}

/** Under the locks. Throws when a pocket has not what was decided to be taken: then nothing of it happened. */
export async function changePockets(writer: Writer, tenant: string, changes: readonly PocketChange[]): Promise<void> {
  for (const { text, values } of pocketChanges(tenant, changes)) await sql(writer, text, values)
}

/** To be sent under the locks. A pocket that has not what was decided to be taken fails its constraint, and all of the transaction. */
export function pocketChanges(tenant: string, changes: readonly PocketChange[]): Statement[] {
  const real = changes.filter(({ balance, reserved }) => balance !== 0n || reserved !== 0n)
  if (real.length === 0) return []
  const text = `update pocket p set balance = p.balance + c.balance, reserved = p.reserved + c.reserved
    from (select unnest($2::uuid[]) as account, unnest($3::uuid[]) as id, unnest($4::bigint[]) as balance, unnest($5::bigint[]) as reserved) c
    where p.tenant = $1 and p.account = c.account and p.id = c.id`
  const values = [
    tenant,
    real.map(({ account }) => account),
    real.map(({ pocket }) => pocket),
    real.map(({ balance }) => balance.toString()),
    real.map(({ reserved }) => reserved.toString())
  ]
  return [{ text, values }]
}

function pocketOf(row: Row): PocketRow {
  const { account_number, opened_at, expires_at, balance, members, reserved, ...rest } = row
  return {
    ...rest,
    accountNumber: account_number,
    members: members ?? [],
    shared: row.group !== null,
    openedAt: instantFromSql(opened_at),
    expiresAt: expires_at === null ? null : instantFromSql(expires_at),
    balance: BigInt(balance),
    reserved: BigInt(reserved)
  }
}
