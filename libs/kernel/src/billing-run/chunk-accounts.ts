// The accounts of a chunk with what their last bills saw and everything that happened to them.
import type { Fact } from '@farthing/billing-core'
import type { CarriedUsage } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { instantFromSql, sql } from '../persistence/index.ts'
import type { Cursor } from './look-back.ts'

export interface ChunkAccount {
  readonly id: string
  readonly number: string
  readonly zone: string
  readonly cursor: Cursor
  readonly facts: readonly Fact[]
}

interface Row {
  readonly id: string
  readonly number: string
  readonly zone: string
  readonly bill_date: string | null
  readonly known_at: string | null
  readonly dirty_from: string | null
  readonly carried: readonly CarriedUsage[] | null
}

export const NO_CURSOR: Cursor = { billDate: null, knownAt: null, dirtyFrom: null, carried: [] }

/** In order of id. */
export async function chunkAccounts(
  client: ClientBase,
  tenant: string,
  accounts: readonly string[],
  factBook: FactBook
): Promise<ChunkAccount[]> {
  const rows = await sql<Row>(
    client,
    `select a.id, a.number, a.zone, c.bill_date, c.known_at, c.dirty_from, c.carried
     from account a left join billing_cursor c on c.tenant = a.tenant and c.account = a.id
     where a.tenant = $1 and a.id = any($2::uuid[]) order by a.id`,
    [tenant, accounts]
  )
  const facts = await factBook.ofMany(client, tenant, accounts)
  return rows.map(row => ({
    id: row.id,
    number: row.number,
    zone: row.zone,
    cursor: cursorOf(row),
    facts: facts.get(row.id) ?? []
  }))
}

function cursorOf(row: Row): Cursor {
  if (row.bill_date === null && row.dirty_from === null) return NO_CURSOR
  return {
    billDate: row.bill_date === null ? null : Temporal.PlainDate.from(row.bill_date),
    knownAt: row.known_at === null ? null : instantFromSql(row.known_at),
    dirtyFrom: row.dirty_from === null ? null : Temporal.PlainDate.from(row.dirty_from),
    carried: row.carried ?? []
  }
}
