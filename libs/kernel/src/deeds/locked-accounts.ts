import { accountKey } from '../accounts/index.ts'
import { ID_FORM, sql, type Writer } from '../persistence/index.ts'
import type { DeedAccount } from './deed-refusals.ts'

type Row = Omit<DeedAccount, 'openedOn'> & { readonly opened_on: string }

/** By `accountKey` of the references that were given; locked in the order of their ids, in which everybody locks them. */
export async function lockedAccounts(
  writer: Writer,
  tenant: string,
  references: readonly string[]
): Promise<Map<string, DeedAccount>> {
  const keys = references.map(accountKey)
  const rows = await sql<Row>(
    writer,
    `select id, tenant, number, currency, zone, status, opened_on::text from account
     where tenant = $1 and (id = any($2::uuid[]) or number = any($3::text[])) order by id for update`,
    [tenant, keys.filter(key => ID_FORM.test(key)), keys.filter(key => !ID_FORM.test(key))]
  )
  return new Map(
    rows.flatMap(({ opened_on, ...row }) => {
      const account = { ...row, openedOn: Temporal.PlainDate.from(opened_on) }
      return [
        [row.id, account],
        [row.number, account]
      ] as const
    })
  )
}
