import { ID_FORM, sql, type Writer } from '../persistence/index.ts'
import type { DeedAccount } from './deed-refusals.ts'

type Row = Omit<DeedAccount, 'openedOn'> & { readonly opened_on: string }

/** By the references that were given, in capitals; locked in the order of their ids, in which everybody locks them. */
export async function lockedAccounts(
  writer: Writer,
  tenant: string,
  references: readonly string[]
): Promise<Map<string, DeedAccount>> {
  const ids = references.filter(each => ID_FORM.test(each))
  const numbers = references.filter(each => !ID_FORM.test(each))
  const rows = await sql<Row>(
    writer,
    `select id, tenant, number, currency, zone, status, opened_on::text from account
     where tenant = $1 and (id = any($2::uuid[]) or number = any($3::text[])) order by id for update`,
    [tenant, ids, numbers.map(each => each.toUpperCase())]
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
