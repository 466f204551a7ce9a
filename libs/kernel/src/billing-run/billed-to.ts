// Whom a paper was addressed to: kept when it is issued, for the account's name and address go on to change.
import { sql, type Writer } from '../persistence/index.ts'

/** As they were then. */
export interface BilledTo {
  readonly name: string
  readonly address: readonly string[]
  /** 'A-000002 Branch' by id, of the accounts whose lines it holds; null: its own alone. */
  readonly accounts: Readonly<Record<string, string>> | null
}

/** SQL on a row of a table with `tenant` and `account`. `accounts`: SQL, an array of ids or null. */
export function billedToSql(row: string, accounts: string): string {
  return `(select jsonb_build_object('name', whom.name, 'address', whom.address, 'accounts', (
      select jsonb_object_agg(one.id, one.number || ' ' || one.name) from account one
      where one.tenant = whom.tenant and one.id = any((${accounts})::uuid[])))
    from account whom where whom.tenant = ${row}.tenant and whom.id = ${row}.account)`
}

/** Null: it is not issued, or was before this was kept. */
export async function billedTo(
  writer: Writer,
  tenant: string,
  { account, id, table }: { readonly table: 'invoice' | 'adjustment'; readonly account: string; readonly id: string }
): Promise<BilledTo | null> {
  const [row] = await sql<{ billed_to: BilledTo | null }>(
    writer,
    `select billed_to from ${table} where tenant = $1 and account = $2 and id = $3`,
    [tenant, account, id]
  )
  return row?.billed_to ?? null
}
