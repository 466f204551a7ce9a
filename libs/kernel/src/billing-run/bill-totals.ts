// What bills of accounts come to: made as previews are, and nothing is kept of them but their sums.
import { invoicesOf } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import type { RulesInForce } from './billing-rules.ts'
import { type BillMade, type ChunkTask, computeChunk } from './compute-chunk.ts'
import type { NewUsage } from './new-usage.ts'

export interface TotalTools {
  readonly facts: Pick<FactBook, 'ofMany'>
  readonly rules: RulesInForce
  readonly newUsage: NewUsage
}

/** Micro with taxes, of all invoices of the bill; or why the account would be parked. */
export type BillTotal = bigint | string

/** By account; those whose lines stand on the invoice of another, or who are billed up to the day, are left out. */
export async function billTotals(
  client: ClientBase,
  task: Pick<ChunkTask, 'tenant' | 'billDate' | 'knownAt' | 'accounts'>,
  tools: TotalTools
): Promise<ReadonlyMap<string, BillTotal>> {
  const totals = new Map<string, BillTotal>()
  const add = ({ bills, made }: BillMade): void => {
    const invoices = invoicesOf(made).map(({ invoice }) => invoice.total)
    totals.set(
      bills[0].account,
      invoices.reduce((sum, total) => sum + total, 0n)
    )
  }
  await computeChunk(client, { ...task, listed: true }, tools, {
    bill: add,
    carry: add,
    park: ({ account, detail }) => void totals.set(account, detail)
  })
  return totals
}
