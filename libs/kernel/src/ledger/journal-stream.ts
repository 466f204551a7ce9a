// Reads the ledger through a cursor and hands it out as hledger text.
import {
  currencyExponent,
  journalEntry,
  journalHeader,
  type LedgerTransaction,
  partDecimals,
  type Posting
} from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

export interface PostingRow {
  readonly account: string
  readonly key: string
  readonly date: string
  readonly corrects: string | null
  readonly description: string
  readonly ledger_account: string
  readonly unit: string
  readonly amount: bigint | string
}

export const POSTING_COLUMNS =
  't.account, t.key, t.date::text, t.corrects::text, t.description, p.ledger_account, p.unit, p.amount'
export const JOINED = 'ledger_transaction t join ledger_posting p using (tenant, account, key)'

const ROWS_A_FETCH = 5000

export async function streamJournal(
  client: ClientBase,
  tenant: string,
  write: (text: string) => Promise<void>
): Promise<void> {
  const units = await sql<{ unit: string }>(
    client,
    'select distinct unit from ledger_posting where tenant = $1 order by 1',
    [tenant]
  )
  await write(
    journalHeader(units.map(({ unit }) => ({ unit, decimals: currencyExponent(unit) ?? partDecimals(unit) })))
  )
  await sql(
    client,
    `declare journal cursor for select ${POSTING_COLUMNS} from ${JOINED}
     where t.tenant = $1 order by t.date, t.account, t.key, p.position`,
    [tenant]
  )
  let open: readonly PostingRow[] = []
  for (;;) {
    const rows = await sql<PostingRow>(client, `fetch ${ROWS_A_FETCH} from journal`)
    const all = [...open, ...rows]
    open = rows.length === ROWS_A_FETCH ? lastTransaction(all) : []
    const whole = all.slice(0, all.length - open.length)
    if (whole.length > 0) await write([...transactionsOf(whole)].map(journalEntry).join(''))
    if (rows.length < ROWS_A_FETCH) return
  }
}

/** Rows of one transaction come together. */
export function* transactionsOf(rows: readonly PostingRow[]): Generator<LedgerTransaction> {
  let start = 0
  while (start < rows.length) {
    const first = rows[start]
    if (first === undefined) return
    let end = start + 1
    while (rows[end]?.key === first.key && rows[end]?.account === first.account) end += 1
    yield {
      key: first.key,
      date: Temporal.PlainDate.from(first.date),
      ...(first.corrects === null ? {} : { corrects: Temporal.PlainDate.from(first.corrects) }),
      description: first.description,
      account: first.account,
      postings: rows.slice(start, end).map(postingOf)
    }
    start = end
  }
}

function lastTransaction(rows: readonly PostingRow[]): readonly PostingRow[] {
  const last = rows.at(-1)
  const start = rows.findLastIndex(row => row.key !== last?.key || row.account !== last.account) + 1
  return rows.slice(start)
}

function postingOf(row: PostingRow): Posting {
  return { ledgerAccount: row.ledger_account, unit: row.unit, amount: BigInt(row.amount) }
}
