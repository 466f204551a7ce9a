// Until when accounts are billed, once their bills are made or left open.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

interface Target {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
}

export interface SeenAccount {
  readonly account: string
  readonly billDate: string
  /** JSON. */
  readonly carried: string | null
  /** From which day on something of it is still open; null: nothing is. */
  readonly openFrom: string | null
}

export async function moveCursors(client: ClientBase, target: Target, seen: readonly SeenAccount[]): Promise<void> {
  await sql(
    client,
    `insert into billing_cursor (tenant, account, bill_date, known_at, carried, dirty_from)
     select $1, seen.account, seen.bill_date, $5, seen.carried::jsonb, seen.open_from
     from unnest($2::uuid[], $3::date[], $4::text[], $6::date[]) as seen (account, bill_date, carried, open_from)
     on conflict (tenant, account) do update
       set bill_date = excluded.bill_date, known_at = excluded.known_at, dirty_from = excluded.dirty_from, carried = excluded.carried`,
    [
      target.tenant,
      seen.map(({ account }) => account),
      seen.map(({ billDate }) => billDate),
      seen.map(({ carried }) => carried),
      target.knownAt.toString(),
      seen.map(({ openFrom }) => openFrom)
    ]
  )
}

/** They are looked at again on their next bill day. */
export async function leaveOpen(
  client: ClientBase,
  { tenant }: Pick<Target, 'tenant'>,
  open: readonly Pick<SeenAccount, 'account' | 'billDate'>[]
): Promise<void> {
  if (open.length === 0) return
  await sql(
    client,
    `insert into billing_cursor (tenant, account, carried_on) select $1, o.* from unnest($2::uuid[], $3::date[]) as o
     on conflict (tenant, account) do update set carried_on = excluded.carried_on`,
    [tenant, open.map(({ account }) => account), open.map(({ billDate }) => billDate)]
  )
}
