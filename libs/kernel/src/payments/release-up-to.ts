// Allocations give back an amount: as many of them as it takes, and the last one in part.
import type { ClientBase } from 'pg'
import { type Ids, sql } from '../persistence/index.ts'

export interface Released {
  readonly invoice: string
  readonly amount: bigint
}

export interface StandingAllocation extends Released {
  readonly id: string
}

interface Release {
  readonly tenant: string
  readonly account: string
  readonly on: Temporal.PlainDate
}

/** In the order given. `freed` is less than the amount where there is no more. */
export async function releaseUpTo(
  client: ClientBase,
  of: Release,
  asked: { readonly allocations: readonly StandingAllocation[]; readonly amount: bigint },
  ids: Ids
): Promise<{ readonly freed: bigint; readonly released: readonly Released[] }> {
  let missing = asked.amount
  const released: Released[] = []
  for (const { amount, id, invoice } of asked.allocations) {
    if (missing === 0n) break
    const part = amount < missing ? amount : missing
    await release(client, of, { id, left: amount - part, leftId: ids.next() })
    released.push({ invoice, amount: part })
    missing -= part
  }
  return { freed: asked.amount - missing, released }
}

async function release(
  client: ClientBase,
  { tenant, account, on }: Release,
  { id, left, leftId }: { readonly id: string; readonly left: bigint; readonly leftId: string }
): Promise<void> {
  if (left > 0n) {
    await sql(
      client,
      `insert into payment_allocation (tenant, account, id, payment, adjustment, invoice, amount, allocated_on)
       select tenant, account, $4, payment, adjustment, invoice, $5, allocated_on
       from payment_allocation where tenant = $1 and account = $2 and id = $3`,
      [tenant, account, id, leftId, left.toString()]
    )
  }
  await sql(client, 'update payment_allocation set released_on = $4 where tenant = $1 and account = $2 and id = $3', [
    tenant,
    account,
    id,
    on.toString()
  ])
}
