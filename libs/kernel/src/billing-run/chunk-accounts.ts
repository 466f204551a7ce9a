// The accounts of a chunk with what their last bills saw and everything that happened to them.
import type { Fact } from '@farthing/billing-core'
import type { CarriedUsage, InvoiceTerms } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { instantFromSql, sql } from '../persistence/index.ts'
import type { Cursor } from './look-back.ts'

export interface ChunkAccount {
  readonly id: string
  readonly number: string
  readonly zone: string
  readonly cursor: Cursor
  readonly invoiceTerms: InvoiceTerms
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
  readonly carried_on: string | null
  readonly invoice_minimum: bigint | null
  readonly closed: boolean
}

export const NO_CURSOR: Cursor = { billDate: null, knownAt: null, dirtyFrom: null, carried: [], carriedOn: null }

/** In order of id. */
export async function chunkAccounts(
  client: ClientBase,
  tenant: string,
  accounts: readonly string[],
  factBook: Pick<FactBook, 'ofMany'>
): Promise<ChunkAccount[]> {
  const rows = await sql<Row>(
    client,
    `select a.id, a.number, a.zone, c.bill_date, c.known_at, c.dirty_from, c.carried, c.carried_on,
       a.invoice_minimum, a.status = 'closed' as closed
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
    invoiceTerms: { minimum: row.invoice_minimum, closed: row.closed },
    facts: facts.get(row.id) ?? []
  }))
}

function cursorOf(row: Row): Cursor {
  const carriedOn = row.carried_on === null ? null : Temporal.PlainDate.from(row.carried_on)
  if (row.bill_date === null && row.dirty_from === null)
    return carriedOn === null ? NO_CURSOR : { ...NO_CURSOR, carriedOn }
  return {
    billDate: row.bill_date === null ? null : Temporal.PlainDate.from(row.bill_date),
    knownAt: row.known_at === null ? null : instantFromSql(row.known_at),
    dirtyFrom: row.dirty_from === null ? null : Temporal.PlainDate.from(row.dirty_from),
    carried: row.carried ?? [],
    carriedOn
  }
}
