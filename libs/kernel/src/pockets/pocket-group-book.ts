// Groups and their members as rows.
import { sql, type Writer } from '../persistence/index.ts'

/** An account, or one subscription of it, that uses a group's pockets on these days of its zone, half-open. */
export interface GroupMember {
  readonly id: string
  readonly account: string
  readonly accountNumber: string
  /** Null: all of the account. */
  readonly subscription: string | null
  readonly from: string
  readonly until: string | null
}

export interface PocketGroup {
  readonly number: string
  readonly name: string
  /** The account whose the pockets are on the books. */
  readonly owner: string
  readonly ownerNumber: string
  readonly members: readonly GroupMember[]
}

const GROUPS = `select g.number, g.name, g.owner, o.number as "ownerNumber", coalesce((
    select json_agg(json_build_object('id', m.id, 'account', m.account, 'accountNumber', a.number,
      'subscription', m.subscription, 'from', m.from_day, 'until', m.until_day) order by m.from_day, m.id)
    from pocket_group_member m join account a on a.tenant = m.tenant and a.id = m.account
    where m.tenant = g.tenant and m.pocket_group = g.number), '[]'::json) as members
  from pocket_group g join account o on o.tenant = g.tenant and o.id = g.owner`

export async function groupNumbered(writer: Writer, tenant: string, number: string): Promise<PocketGroup | undefined> {
  return (await sql<PocketGroup>(writer, `${GROUPS} where g.tenant = $1 and g.number = $2`, [tenant, number]))[0]
}

/** Those that an account owns or is in, or was, by number. */
export function groupsOf(writer: Writer, tenant: string, account: string): Promise<PocketGroup[]> {
  const query = `${GROUPS} where g.tenant = $1 and (g.owner = $2 or g.number in (
    select pocket_group from pocket_group_member where tenant = $1 and account = $2)) order by g.number`
  return sql<PocketGroup>(writer, query, [tenant, account])
}

export interface NewGroup {
  readonly number: string
  readonly name: string
  readonly owner: string
  readonly madeAt: Temporal.Instant
}

export async function addGroup(
  writer: Writer,
  tenant: string,
  { madeAt, name, number, owner }: NewGroup
): Promise<void> {
  const text = 'insert into pocket_group (tenant, number, name, owner, made_at) values ($1, $2, $3, $4, $5)'
  await sql(writer, text, [tenant, number, name, owner, madeAt.toString()])
}

export interface MemberDays {
  readonly id: string
  readonly account: string
  readonly subscription: string | null
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly known: Temporal.Instant
}

export async function putMember(
  writer: Writer,
  tenant: string,
  { number, owner }: Pick<PocketGroup, 'number' | 'owner'>,
  { account, from, id, known, subscription, until }: MemberDays
): Promise<void> {
  await sql(
    writer,
    `insert into pocket_group_member (tenant, account, id, pocket_group, owner, subscription, from_day, until_day, known)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (tenant, account, id) do update set until_day = excluded.until_day, known = excluded.known`,
    [tenant, account, id, number, owner, subscription, from.toString(), until?.toString() ?? null, known.toString()]
  )
}

/** A membership of a group, in the zone of its account. */
export interface AccountInGroup {
  readonly group: string
  readonly account: string
  readonly zone: string
  readonly subscription: string | null
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

/** All members there ever were of the groups in which any of the accounts is or was. */
export async function membersBeside(
  writer: Writer,
  tenant: string,
  accounts: readonly string[]
): Promise<AccountInGroup[]> {
  const rows = await sql<
    Omit<AccountInGroup, 'from' | 'until'> & Record<'from', string> & Record<'until', string | null>
  >(
    writer,
    `select m.pocket_group as "group", m.account, a.zone, m.subscription, m.from_day::text as "from", m.until_day::text as until
     from pocket_group_member m join account a on a.tenant = m.tenant and a.id = m.account
     where m.tenant = $1 and m.pocket_group in (
       select pocket_group from pocket_group_member where tenant = $1 and account = any($2::uuid[]))`,
    [tenant, accounts]
  )
  return rows.map(row => ({
    ...row,
    from: Temporal.PlainDate.from(row.from),
    until: row.until === null ? null : Temporal.PlainDate.from(row.until)
  }))
}
