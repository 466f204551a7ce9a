// Reading accounts: by reference, and page by page.
import { ID_FORM, ReadTooEarly, sql, type Transaction, type Writer } from '../persistence/index.ts'
import { AccountTable, type AccountRow } from './accounts.tables.ts'

export interface AccountSearch {
  /** Part of the name or e-mail address, or the beginning of the number. */
  readonly text?: string | undefined
  readonly tag?: string | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  /** 1..200. */
  readonly limit?: number | undefined
}

export interface AccountPage {
  readonly accounts: AccountRow[]
  /** Pass it as `after` to get the next page; null on the last. */
  readonly next: string | null
}

export async function findAccount(tx: Transaction, tenant: string, reference: string): Promise<AccountRow | undefined> {
  const where = ID_FORM.test(reference) ? { tenant, id: reference } : { tenant, number: reference.toUpperCase() }
  return (await tx.findOne(AccountTable, where)) ?? undefined
}

/** Until the transaction ends nobody else who takes it changes what happened to the account. One that was closed since it was read is read anew. */
export async function lockAccount(
  tx: Writer,
  { id, status, tenant }: Pick<AccountRow, 'id' | 'status' | 'tenant'>
): Promise<void> {
  const locked = 'select status from account where tenant = $1 and id = $2 for update'
  const [row] = await sql<Pick<AccountRow, 'status'>>(tx, locked, [tenant, id])
  if (row?.status !== status) throw new ReadTooEarly(`account ${id} is ${row?.status} by now`)
}

/** In the order in which the accounts were opened. */
export async function listAccounts(tx: Transaction, tenant: string, search: AccountSearch): Promise<AccountPage> {
  const { text = '', tag, after, limit = 50 } = search
  const pattern = text.trim().replace(/[\\%_]/g, '\\$&')
  const matching = [
    { name: { $ilike: `%${pattern}%` } },
    { email: { $ilike: `%${pattern}%` } },
    { number: { $ilike: `${pattern}%` } }
  ]
  const where = {
    tenant,
    ...(after !== undefined && ID_FORM.test(after) ? { id: { $gt: after } } : {}),
    ...(tag === undefined ? {} : { tags: { $contains: [tag] } }),
    ...(pattern === '' ? {} : { $or: matching })
  }
  const found = await tx.find(AccountTable, where, { orderBy: { id: 'asc' }, limit: limit + 1 })
  const accounts = found.slice(0, limit)
  return { accounts, next: found.length > limit ? (accounts.at(-1)?.id ?? null) : null }
}
