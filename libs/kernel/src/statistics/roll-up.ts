// Usage that became known since the last time, added to the sums of its hours.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

export interface RollUp {
  readonly tenant: string
  /** IANA zone in which hours begin. */
  readonly zone: string
  /** Settled: nothing known before it appears any more. */
  readonly until: Temporal.Instant
}

const KEY = 'tenant, hour, service, zone, unit, currency'

/** One transaction: sums and mark move together, so that a roll-up that is killed or repeated changes nothing. */
export async function rollUp(client: ClientBase, { tenant, until, zone }: RollUp): Promise<void> {
  const since = await takeMark(client, { tenant, until, zone })
  if (since === null) return
  await sql(
    client,
    `insert into usage_hour (${KEY}, events, quantity, billed, amount)
     select u.tenant, date_trunc('hour', u.started_at, $4), c.service, c.zone, c.unit, c.currency,
       count(*), sum(u.quantity), sum(u.billed), sum(u.amount)
     from rated_usage u join usage_class c on c.tenant = u.tenant and c.id = u.class
     where u.tenant = $1 and u.known > $2::timestamptz and u.known <= $3::timestamptz
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
     on conflict (${KEY}) do update set events = usage_hour.events + excluded.events,
       quantity = usage_hour.quantity + excluded.quantity, billed = usage_hour.billed + excluded.billed,
       amount = usage_hour.amount + excluded.amount`,
    [tenant, since, until.toString(), zone]
  )
}

interface Mark {
  readonly known: string
  readonly clock_zone: string
  /** Of what was asked for: it is there already. */
  readonly done: boolean
}

/** Since when; null when there is nothing to do. Others wait. Hours of another zone begin at other times: all are made again. */
async function takeMark(client: ClientBase, { tenant, until, zone }: RollUp): Promise<string | null> {
  await sql(
    client,
    `insert into usage_hour_mark (tenant, known, clock_zone) values ($1, '-infinity', $2) on conflict do nothing`,
    [tenant, zone]
  )
  const [mark] = await sql<Mark>(
    client,
    `select known::text, clock_zone, known >= $2::timestamptz as done from usage_hour_mark where tenant = $1 for update`,
    [tenant, until.toString()]
  )
  const moved = mark?.clock_zone !== zone
  if (mark?.done === true && !moved) return null
  if (moved) await sql(client, 'delete from usage_hour where tenant = $1', [tenant])
  await sql(
    client,
    'update usage_hour_mark set known = greatest(known, $2::timestamptz), clock_zone = $3 where tenant = $1',
    [tenant, until.toString(), zone]
  )
  return moved ? '-infinity' : (mark?.known ?? '-infinity')
}
