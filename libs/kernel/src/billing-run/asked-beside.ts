// What older invoices of groups ask for when a main one is issued. Each asks for itself, so the main one does not ask for it again.
import { sql, type Writer } from '../persistence/index.ts'
import type { InvoiceHead } from './invoice-queries.ts'

export interface AskedBeside {
  /** Of the invoice that asks for it, and its group. */
  readonly number: string
  readonly group: string
  /** Micro. */
  readonly amount: bigint
}

type Stored = readonly (readonly [number: string, group: string, amount: string])[]

/** SQL on invoice `i`: null where there is nothing, or where it is of a group itself. */
export const ASKED_BESIDE = `case when i.bill_group is null then (
    select jsonb_agg(jsonb_build_array(g.number, g.bill_group, (g.total - g.paid - g.adjusted)::text) order by g.due_date, g.issued_at, length(g.number), g.number)
    from invoice g where g.tenant = i.tenant and g.account = i.account and g.bill_group is not null and g.cancelled_at is null
      and g.issued_at is not null and g.total - g.adjusted > g.paid) end`

/** As it was when the invoice was issued; of a draft, as it is now. */
export async function askedBeside(
  writer: Writer,
  tenant: string,
  { account, id, issuedAt }: Pick<InvoiceHead, 'account' | 'id' | 'issuedAt'>
): Promise<AskedBeside[]> {
  const [row] = await sql<{ beside: Stored | null }>(
    writer,
    `select ${issuedAt === null ? ASKED_BESIDE : 'i.asked_beside'} as beside from invoice i
     where i.tenant = $1 and i.account = $2 and i.id = $3`,
    [tenant, account, id]
  )
  return (row?.beside ?? []).map(([number, group, amount]) => ({ number, group, amount: BigInt(amount) }))
}
