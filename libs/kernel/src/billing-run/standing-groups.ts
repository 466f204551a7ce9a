// What of a bill that is made again is not: an account may have one of its invoices cancelled, and not the others.
import type { StandingGroups } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { ChunkTask } from './compute-chunk.ts'
import type { DueTogether } from './due-bills.ts'

const ASKED = 'unnest($2::uuid[], $3::uuid[], $4::date[]) as asked (payer, account, bill_date)'
const OF_BILL = `i.tenant = $1 and i.account = asked.payer and i.bill_date = asked.bill_date
  and coalesce(i.accounts[1], i.account) = asked.account and not i.at_once`

/** Their invoices stand. */
const STANDING = `select asked.account, i.bill_group as group from ${ASKED} join invoice i on ${OF_BILL} where i.cancelled_at is null`

/** Dropped in review: the run's newest one is cancelled, and not because the drafts were made again. */
const DROPPED = `select account, "group" from (
  select distinct on (asked.account, i.bill_group) asked.account, i.bill_group as group,
    i.cancelled_at is not null and not i.renewed as dropped
  from ${ASKED} join invoice i on ${OF_BILL} and i.run = $5
  order by asked.account, i.bill_group, i.id desc) newest where dropped`

/** By the account whose bill it is. Only an account of which something was taken back can have invoices of the day. */
export async function standingGroups(
  client: ClientBase,
  { renews, tenant }: Pick<ChunkTask, 'tenant' | 'renews'>,
  bills: readonly DueTogether[]
): Promise<ReadonlyMap<string, StandingGroups>> {
  const again = bills.filter(({ due: [{ account }] }) => account.cursor.dirtyFrom !== null)
  if (again.length === 0) return new Map()
  const values = [
    tenant,
    again.map(({ payer }) => payer),
    again.map(({ due: [{ account }] }) => account.id),
    again.map(({ due: [{ billDate }] }) => billDate.toString())
  ]
  const rows = await sql<{ account: string; group: string | null }>(
    client,
    renews === undefined ? STANDING : `${STANDING} union ${DROPPED}`,
    renews === undefined ? values : [...values, renews]
  )
  const standing = Map.groupBy(rows, ({ account }) => account)
  return new Map([...standing].map(([account, own]) => [account, new Set(own.map(({ group }) => group))]))
}
