// The accounts in whose books a subscription is told: the one that holds it, and those that held it before it was moved.
import { ID_FORM, ReadTooEarly, sql, type Transaction, type Writer } from '../persistence/index.ts'
import { lockAccountsInOrder } from './account-queries.ts'
import { type AccountRow, AccountTable } from './accounts.tables.ts'

/** In order of id, which is the order of their locks; none where nobody knows the subscription. */
export async function booksOf(tx: Transaction, tenant: string, subscription: string): Promise<AccountRow[]> {
  if (!ID_FORM.test(subscription)) return []
  const rows = await sql<{ account: string }>(tx, HOLDERS, [tenant, subscription])
  const ids = rows.map(({ account }) => account)
  return tx.find(AccountTable, { tenant, id: { $in: ids } }, { orderBy: { id: 'asc' } })
}

/** Takes the locks of a subscription's books, and of `also`. What was read before them may be of before a move: then it is read anew. */
export async function lockBooks(
  writer: Writer,
  { books, id }: { readonly id: string; readonly books: readonly AccountRow[] },
  also: readonly AccountRow[] = []
): Promise<void> {
  const known = new Set(books.map(book => book.id))
  await lockAccountsInOrder(writer, [...books, ...also.filter(account => !known.has(account.id))])
  const [book] = books
  if (book === undefined) return
  const rows = await sql(writer, HOLDERS, [book.tenant, id])
  if (rows.length !== books.length) throw new ReadTooEarly(`subscription ${id} was moved by now`)
}

const HOLDERS = 'select account from subscription where tenant = $1 and id = $2'
