// Parents of accounts as rows: what was known of them at an instant.
import { type ChildBilling, heldFrom, Hierarchy, type ParentEntry } from '@farthing/billing-core'
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'

interface Row {
  readonly id: string
  readonly account: string
  readonly parent: string | null
  readonly billing: ChildBilling
  readonly from_day: string
  readonly opened_on: string
  readonly known: string
}

/** One at a time in a tenant changes parents or bill days: asked for before anything is read of them. */
export async function lockParents(writer: Writer, tenant: string): Promise<void> {
  await sql(writer, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:parents:${tenant}`])
}

/** Locks an account and whoever stands below it on its invoice, on any day, in order of id as everybody does. Under `lockParents`. */
export async function lockBelow(writer: Writer, tenant: string, account: string): Promise<void> {
  await sql(
    writer,
    `with recursive below (account) as (
       select $2::uuid union select p.account from below b join account_parent p
         on p.tenant = $1 and p.parent = b.account and p.billing = 'consolidated')
     select id from account where tenant = $1 and id in (select account from below) order by id for no key update`,
    [tenant, account]
  )
}

/** On `p`; `$2`: the accounts, `$3`: the instant of knowledge. */
const KNOWN = 'p.known <= $3 and (p.withdrawn is null or p.withdrawn > $3)'

/** All that are above these accounts or consolidated with them, on any day. `union` ends the search where accounts repeat. */
const AROUND = `with recursive above (account) as (
    select unnest($2::uuid[])
    union select p.parent from above b join account_parent p on p.tenant = $1 and p.account = b.account and p.parent is not null and ${KNOWN}),
  below (account) as (
    select unnest($2::uuid[])
    union select p.account from below b join account_parent p
      on p.tenant = $1 and p.parent = b.account and p.billing = 'consolidated' and ${KNOWN})
  select p.id, p.account, p.parent, p.billing, p.from_day::text, a.opened_on::text, p.known::text
  from account_parent p join account a on a.tenant = p.tenant and a.id = p.account
  where p.tenant = $1 and p.account in (select account from above union select account from below) and ${KNOWN}`

/** Enough to say who pays these accounts, and whose lines stand on their invoices; entries from the day on which they hold. */
export async function hierarchyAround(
  writer: Writer,
  tenant: string,
  { accounts, knownAt }: { readonly accounts: readonly string[]; readonly knownAt: Temporal.Instant }
): Promise<{ readonly hierarchy: Hierarchy; readonly entries: readonly ParentEntry[] }> {
  const rows = await sql<Row>(writer, AROUND, [tenant, accounts, knownAt.toString()])
  const entries = rows.map(row => ({
    ...{ id: row.id, account: row.account, parent: row.parent, billing: row.billing },
    from: heldFrom(Temporal.PlainDate.from(row.from_day), Temporal.PlainDate.from(row.opened_on)),
    known: instantFromSql(row.known)
  }))
  return { hierarchy: new Hierarchy(entries), entries }
}

export async function addParent(writer: Writer, tenant: string, entry: ParentEntry): Promise<void> {
  await sql(
    writer,
    `insert into account_parent (tenant, account, id, parent, billing, from_day, known) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, entry.account, entry.id, entry.parent, entry.billing, entry.from.toString(), entry.known.toString()]
  )
}

export async function withdrawParent(
  writer: Writer,
  tenant: string,
  { account, at, id }: { readonly account: string; readonly id: string; readonly at: Temporal.Instant }
): Promise<void> {
  await sql(writer, 'update account_parent set withdrawn = $4 where tenant = $1 and account = $2 and id = $3', [
    ...[tenant, account, id, at.toString()]
  ])
}

/** A parent that an account has or had, or a child: as it is told. */
export interface ToldParent {
  readonly id: string
  /** Numbers of accounts. */
  readonly account: string
  readonly parent: string | null
  readonly billing: ChildBilling
  readonly from: string
  /** When it was withdrawn; null: it stands. */
  readonly withdrawn: string | null
}

/** Of the account itself and of all whose parent it is or was, in order of account and day. */
export function toldParents(writer: Writer, tenant: string, account: string): Promise<ToldParent[]> {
  return sql<ToldParent>(
    writer,
    `select p.id, a.number as account, o.number as parent, p.billing, p.from_day::text as "from",
       to_char(p.withdrawn at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as withdrawn
     from account_parent p join account a on a.tenant = p.tenant and a.id = p.account
     left join account o on o.tenant = p.tenant and o.id = p.parent
     where p.tenant = $1 and (p.account = $2 or p.account in (select account from account_parent where tenant = $1 and parent = $2))
     order by p.account <> $2, a.number, p.from_day, p.id`,
    [tenant, account]
  )
}

/** Numbers of the first accounts whose bills it pays on this day or later. */
export async function paidFor(
  writer: Writer,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  day: Temporal.PlainDate
): Promise<string[]> {
  const rows = await sql<{ number: string }>(
    writer,
    `select distinct a.number from account_parent p
     join account a on a.tenant = p.tenant and a.id = p.account and a.status <> 'closed'
     where p.tenant = $1 and p.parent = $2 and p.withdrawn is null and p.billing <> 'separate' and not exists (
       select from account_parent n where n.tenant = p.tenant and n.account = p.account and n.withdrawn is null
         and (n.from_day, n.known, n.id) > (p.from_day, p.known, p.id) and n.from_day <= greatest(p.from_day, $3::date))
     order by a.number limit 10`,
    [tenant, id, day.toString()]
  )
  return rows.map(({ number }) => number)
}
