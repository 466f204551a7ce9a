// Where a page of invoices ended, as text that means nothing to who carries it: the keys of its last row, in the order of the search.
import { ID_FORM } from '../persistence/index.ts'
import { GivenDay, type Outcome } from '../http/index.ts'

export type InvoiceSort = 'date' | 'number' | 'amount'
export type SortOrder = 'asc' | 'desc'

export interface Ordering {
  readonly sort: InvoiceSort
  readonly order: SortOrder
}

export interface SortKeys {
  /** Of `invoice i`; an index has them in this order behind the tenant. */
  readonly columns: readonly [string, string]
  readonly types: readonly [string, string]
  readonly isKey: readonly [(key: string) => boolean, (key: string) => boolean]
}

export const SORT_KEYS: Readonly<Record<InvoiceSort, SortKeys>> = {
  date: {
    columns: ['i.bill_date', 'i.id'],
    types: ['date', 'uuid'],
    isKey: [isDate, isId]
  },
  amount: { columns: ['i.total', 'i.id'], types: ['bigint', 'uuid'], isKey: [isBigint, isId] },
  // longer numbers are later ones
  number: {
    columns: ['length(i.number)', 'i.number'],
    types: ['int', 'text'],
    isKey: [key => /^\d{1,3}$/.test(key), key => /^[\w/-]{1,100}$/.test(key)]
  }
}

export function pageCursor({ order, sort }: Ordering, keys: readonly string[]): string {
  return Buffer.from(JSON.stringify([sort, order, ...keys])).toString('base64url')
}

/** The keys after which the next page begins. */
export function cursorKeys(cursor: string, { order, sort }: Ordering): Outcome<readonly string[], 'bad-cursor'> {
  const [ofSort, ofOrder, ...keys] = read(cursor)
  const { isKey } = SORT_KEYS[sort]
  if (ofSort === undefined || ofOrder === undefined || keys.length !== isKey.length)
    return bad('It is not what a page gave as `next`.')
  if (ofSort !== sort || ofOrder !== order)
    return bad(`It goes on a search by ${ofSort}, ${ofOrder}, and this one is by ${sort}, ${order}.`)
  if (!isKey.every((is, place) => is(keys[place] ?? ''))) return bad('It was changed on its way.')
  return { ok: true, value: keys }
}

function isDate(key: string): boolean {
  return GivenDay.safeParse(key).success
}

function isBigint(key: string): boolean {
  return /^-?\d{1,19}$/.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key)
}

function isId(key: string): boolean {
  return ID_FORM.test(key)
}

function bad(why: string): Outcome<never, 'bad-cursor'> {
  const next = 'Give `after` the `next` of the page before, with the same `sort` and `order`, or leave it out to begin.'
  return { ok: false, reason: 'bad-cursor', detail: `${why} ${next}` }
}

function read(cursor: string): string[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) && parsed.every(each => typeof each === 'string') ? parsed : []
  } catch {
    return []
  }
}
