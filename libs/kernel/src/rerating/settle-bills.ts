// The end of a proposal: it moves something when prices of uses do, or bills.
import type { ClientBase } from 'pg'
import { instantFromSql, sql } from '../persistence/index.ts'
import { hasOpenBillChunks, sumBills } from './bill-chunks.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { BillBasis } from './rerating-bills.tables.ts'
import type { ChosenUsage, StoredSummary } from './rerating.tables.ts'

/** One of which something is still to be found. */
export interface OpenRerating {
  readonly choice: ChosenUsage
  /** The operator's own. */
  readonly currency: string
  readonly knownAt: Temporal.Instant
  readonly summary: StoredSummary | null
  readonly billBasis: BillBasis | null
}

/** SQL on a re-rating: something of it is still to be found. */
export const IS_OPEN = `(state = 'finding' or state <> 'withdrawn' and bill_basis is not null and bills is null)`

/** Locked until the transaction ends. */
export async function openRerating(
  client: ClientBase,
  { id, tenant }: ReratingReference
): Promise<OpenRerating | undefined> {
  const [row] = await sql<Omit<OpenRerating, 'knownAt'> & { known_at: string }>(
    client,
    `select known_at::text, choice - 'accounts' as choice, currency, summary, bill_basis as "billBasis" from rerating
     where tenant = $1 and id = $2 and ${IS_OPEN} for update`,
    [tenant, id]
  )
  if (row === undefined) return undefined
  const { known_at, ...rest } = row
  return { ...rest, knownAt: instantFromSql(known_at) }
}

export async function settleBills(
  client: ClientBase,
  reference: ReratingReference,
  { billBasis, summary }: Pick<OpenRerating, 'billBasis'> & { readonly summary: StoredSummary }
): Promise<void> {
  const isOpen = billBasis !== null && (await hasOpenBillChunks(client, reference))
  const bills = billBasis === null || isOpen ? null : await sumBills(client, reference)
  const moves = summary.changed > 0 || (bills !== null && bills.accounts > 0)
  const state = moves ? 'proposed' : isOpen ? 'finding' : 'nothing'
  await sql(
    client,
    `update rerating set bills = $3, state = case state when 'finding' then $4 else state end where tenant = $1 and id = $2`,
    [reference.tenant, reference.id, bills && JSON.stringify(bills), state]
  )
}
