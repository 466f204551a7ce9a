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
  const key = accountKey(reference)
  const where = ID_FORM.test(reference) ? { tenant, id: key } : { tenant, number: key }
  return (await tx.findOne(AccountTable, where)) ?? undefined
}

/** How it is written in the table: ids in small letters, numbers in capitals. */
export function accountKey(reference: string): string {
  return ID_FORM.test(reference) ? reference.toLowerCase() : reference.toUpperCase()
}

/** What people call the account of an id: its number; the id where there is none. */
export async function numberOf(writer: Writer, tenant: string, id: string): Promise<string> {
  const query = 'select number from account where tenant = $1 and id = $2'
  const [found] = await sql<{ number: string }>(writer, query, [tenant, id])
  return found?.number ?? id
}

/** By the references that were given; those of which there is no account are left out. */
export async function accountIds(
  writer: Writer,
  tenant: string,
  references: readonly string[]
): Promise<Map<string, string>> {
  const keys = [...new Set(references.map(accountKey))]
  const rows = await sql<{ id: string; number: string }>(
    writer,
    `select id, number from account where tenant = $1 and id = any($2::uuid[])
     union all select id, number from account where tenant = $1 and number = any($3::text[])`,
    [tenant, keys.filter(key => ID_FORM.test(key)), keys.filter(key => !ID_FORM.test(key))]
  )
  const found = new Map(rows.flatMap(({ id, number }) => [[id, id] as const, [number, id] as const]))
  return new Map(
    references.flatMap(reference => {
      const id = found.get(accountKey(reference))
      return id === undefined ? [] : [[reference, id] as const]
    })
  )
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

/** In order of id, as everybody does: who wants the same locks waits, and never for each other. */
export async function lockAccountsInOrder(
  tx: Writer,
  accounts: readonly Parameters<typeof lockAccount>[1][]
): Promise<void> {
  for (const account of accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await lockAccount(tx, account)
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
