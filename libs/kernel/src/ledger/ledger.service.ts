// The ledger as asked: balances, an account's entries, and the whole of it as a journal.
import type { LedgerTransaction } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { beginKnown, Clock, Persistence, sql, type Writer } from '../persistence/index.ts'
import { JOINED, type PostingRow, POSTING_COLUMNS, streamJournal, transactionsOf } from './journal-stream.ts'
import { postTransactions } from './ledger-writer.ts'

export interface LedgerBalance {
  readonly ledgerAccount: string
  readonly unit: string
  /** Micro; debits positive. */
  readonly amount: bigint
}

@Injectable()
export class LedgerService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock
  ) {}

  /** Within the caller's transaction. Returns the keys that were new. */
  async post(writer: Writer, tenant: string, transactions: readonly LedgerTransaction[]): Promise<string[]> {
    await beginKnown(writer, tenant)
    return postTransactions(writer, { tenant, recordedAt: this.clock.now() }, transactions)
  }

  /** Balances by ledger account and unit, those of one kind (`receivable`) or of all; zero balances too. */
  balances(tenant: string, kind?: string): Promise<LedgerBalance[]> {
    return this.persistence.bulk(tenant, async client => {
      const rows = await sql<{ ledger_account: string; unit: string; amount: string }>(
        client,
        `select ledger_account, unit, sum(amount)::text as amount from ledger_posting
         where tenant = $1 and ($2::text is null or ledger_account = $2 or starts_with(ledger_account, $2 || ':'))
         group by ledger_account, unit order by ledger_account, unit`,
        [tenant, kind ?? null]
      )
      return rows.map(balanceOf)
    })
  }

  /** What one billing account owes, holds and has left as a bond. */
  accountBalances(tenant: string, account: string): Promise<LedgerBalance[]> {
    return this.persistence.bulk(tenant, client => accountBalances(client, tenant, account))
  }

  /** One billing account's transactions, oldest first, after the one named by `after`. */
  entries(
    tenant: string,
    account: string,
    page: { readonly after?: string; readonly limit: number }
  ): Promise<LedgerTransaction[]> {
    return this.persistence.bulk(tenant, async client => {
      const rows = await sql<PostingRow>(
        client,
        `select ${POSTING_COLUMNS} from ${JOINED} join (
           select account, key, date, recorded_at from ledger_transaction
           where tenant = $1 and account = $2 and ($3::text is null or (recorded_at, key) > (
             select recorded_at, key from ledger_transaction where tenant = $1 and account = $2 and key = $3))
           order by recorded_at, key limit $4) page using (account, key)
         where t.tenant = $1 order by page.recorded_at, t.key, p.position`,
        [tenant, account, page.after ?? null, page.limit]
      )
      return [...transactionsOf(rows)]
    })
  }

  /** The whole ledger as hledger text, piece by piece in order of date; `write` may wait, and memory stays flat. */
  async writeJournal(tenant: string, write: (text: string) => Promise<void>): Promise<void> {
    await this.persistence.bulk(tenant, client => streamJournal(client, tenant, write))
  }

  /** How much is in it, and whether it balances to zero per unit. */
  totals(tenant: string): Promise<{ transactions: number; postings: number; balanced: boolean }> {
    return this.persistence.bulk(tenant, async client => {
      const [row] = await sql<{ transactions: number; postings: number; balanced: boolean }>(
        client,
        `select (select count(*)::int from ledger_transaction where tenant = $1) as transactions,
                coalesce(sum(postings), 0)::int as postings, coalesce(bool_and(over = 0), true) as balanced
         from (select count(*) as postings, sum(amount) as over from ledger_posting where tenant = $1 group by unit) units`,
        [tenant]
      )
      return row ?? { transactions: 0, postings: 0, balanced: true }
    })
  }
}

/** Within the caller's transaction. */
export async function accountBalances(writer: Writer, tenant: string, account: string): Promise<LedgerBalance[]> {
  const rows = await sql<{ ledger_account: string; unit: string; amount: string }>(
    writer,
    `select ledger_account, unit, sum(amount)::text as amount from ledger_posting
     where tenant = $1 and account = $2 and split_part(ledger_account, ':', 1) in ('receivable', 'unallocated', 'bond', 'pocket')
     group by ledger_account, unit order by ledger_account, unit`,
    [tenant, account]
  )
  return rows.map(balanceOf)
}

function balanceOf(row: { ledger_account: string; unit: string; amount: string }): LedgerBalance {
  return { ledgerAccount: row.ledger_account, unit: row.unit, amount: BigInt(row.amount) }
}
