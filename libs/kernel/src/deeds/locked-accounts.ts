import { sql, type Writer } from '../persistence/index.ts'
import type { DeedAccount } from './deed-refusals.ts'

type Row = Omit<DeedAccount, 'openedOn'> & { readonly opened_on: string }

/** By the references that were given, in capitals; locked in the order of their ids, in which everybody locks them. */
export async function lockedAccounts(
  writer: Writer,
  tenant: string,
  references: readonly string[]
): Promise<Map<string, DeedAccount>> {
  const rows = await sql<Row>(
    writer,
    `select id, tenant, number, currency, zone, status, opened_on::text from account
     where tenant = $1 and (upper(id::text) = any($2::text[]) or number = any($2)) order by id for update`,
    [tenant, references.map(each => each.toUpperCase())]
  )
  return new Map(
    rows.flatMap(({ opened_on, ...row }) => {
      const account = { ...row, openedOn: Temporal.PlainDate.from(opened_on) }
      return [
        [row.id.toUpperCase(), account],
        [row.number, account]
      ] as const
    })
  )
}
