// Usage that became known since the last time, and what re-ratings made of it, added to the sums of its hours.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

export interface RollUp {
  readonly tenant: string
  /** IANA zone in which hours begin. */
  readonly zone: string
  /** Settled: nothing known before it appears any more. */
  readonly until: Temporal.Instant
}

const KEY = 'tenant, hour, plan, service, zone, unit, currency'
const SUMS = `insert into usage_hour (${KEY}, events, quantity, billed, amount)`
const ADDED = `on conflict (${KEY}) do update set events = usage_hour.events + excluded.events,
    quantity = usage_hour.quantity + excluded.quantity, billed = usage_hour.billed + excluded.billed,
    amount = usage_hour.amount + excluded.amount`

/** One transaction: sums and mark move together, so that a roll-up that is killed or repeated changes nothing. */
export async function rollUp(client: ClientBase, wanted: RollUp): Promise<void> {
  const mark = await takeMark(client, wanted)
  if (mark === null) return
  const { rerating, until } = mark
  await addUsage(client, { ...wanted, until }, mark)
  await addReratings(client, { ...wanted, until }, rerating)
}

/** At the price with which it arrived; what was set aside is taken off at the price that is in, for it comes again. */
async function addUsage(
  client: ClientBase,
  { tenant, until, zone }: RollUp,
  { rerating, since }: Missing
): Promise<void> {
  await sql(
    client,
    `${SUMS} select u.tenant, date_trunc('hour', u.started_at, $4), c.plan, c.service, c.zone, c.unit, c.currency,
       sum(u.sign), sum(u.sign * u.quantity), sum(u.sign * u.billed), sum(u.sign * u.amount)
     from (select tenant, 1 as sign, started_at, class, quantity, billed, amount from rated_usage
         where tenant = $1 and known > $2::timestamptz and known <= $3::timestamptz
       union all select r.tenant, -1, r.started_at, coalesce(n.class, r.class), r.quantity, coalesce(n.billed, r.billed), coalesce(n.amount, r.amount)
         from usage_aside s join rated_usage r on r.tenant = s.tenant and r.event = s.event
           left join lateral (select e.class, e.billed, e.amount
             from rerated_usage e join rerating a on a.tenant = e.tenant and a.id = e.rerating and a.state = 'applied'
             where e.tenant = s.tenant and e.week = s.week and e.account = s.account and e.event = s.event and e.rerating <= $5
             order by e.rerating desc limit 1) n on true
         where s.tenant = $1 and s.known > $2::timestamptz and s.known <= $3::timestamptz) u
       join usage_class c on c.tenant = u.tenant and c.id = u.class
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7 ${ADDED}`,
    [tenant, since, until.toString(), zone, rerating]
  )
}

/** Of usage that is in, but for what was set aside by now. They are applied in the order of their numbers. */
async function addReratings(client: ClientBase, { tenant, until, zone }: RollUp, since: number): Promise<void> {
  const applied = await sql<{ id: number }>(
    client,
    `select id from rerating where tenant = $1 and id > $2 and state = 'applied' and known_at <= $3::timestamptz order by id`,
    [tenant, since, until.toString()]
  )
  const last = applied.at(-1)
  if (last === undefined) return
  await sql(
    client,
    `${SUMS} select $1, date_trunc('hour', n.started_at, $3), c.plan, c.service, c.zone, c.unit, c.currency,
       sum(r.sign), sum(r.sign * r.quantity), sum(r.sign * r.billed), sum(r.sign * r.amount)
     from rerated_usage n
       cross join lateral (values (1, n.class, n.quantity, n.billed, n.amount),
         (-1, n.previous_class, n.quantity, n.previous_billed, n.previous_amount)) r (sign, class, quantity, billed, amount)
       join usage_class c on c.tenant = $1 and c.id = r.class
     where n.tenant = $1 and n.rerating = any($2) and not exists (select from usage_aside s
       where s.tenant = n.tenant and s.week = n.week and s.account = n.account and s.event = n.event and s.known <= $4::timestamptz)
     group by 2, 3, 4, 5, 6, 7
     having sum(r.sign) <> 0 or sum(r.sign * r.quantity) <> 0 or sum(r.sign * r.billed) <> 0 or sum(r.sign * r.amount) <> 0
     order by 2, 3, 4, 5, 6, 7 ${ADDED}`,
    [tenant, applied.map(({ id }) => id), zone, until.toString()]
  )
  await sql(client, 'update usage_hour_mark set rerating = $2 where tenant = $1', [tenant, last.id])
}

interface Mark {
  readonly known: string
  readonly rerating: number
  readonly clock_zone: string
}

/** What is to be added: known after `since` up to `until`, and re-ratings after this one. */
interface Missing {
  readonly since: string
  readonly until: Temporal.Instant
  readonly rerating: number
}

/**
 * Null when there is nothing to do. Others wait. Hours of another zone begin at other times: all are made again, up to the mark
 * where another roll-up came further meanwhile.
 */
async function takeMark(client: ClientBase, { tenant, until, zone }: RollUp): Promise<Missing | null> {
  await sql(
    client,
    `insert into usage_hour_mark (tenant, known, clock_zone, rerating) values ($1, '-infinity', $2, 0) on conflict do nothing`,
    [tenant, zone]
  )
  const [mark] = await sql<Mark>(
    client,
    `select known::text, rerating, clock_zone from usage_hour_mark where tenant = $1 for update`,
    [tenant]
  )
  if (mark === undefined) throw new Error('the mark was put there before')
  const moved = mark.clock_zone !== zone
  const reached = mark.known === '-infinity' ? null : Temporal.Instant.from(mark.known)
  const isDone = reached !== null && Temporal.Instant.compare(reached, until) >= 0
  if (isDone && !moved) return null
  const target = isDone ? reached : until
  if (moved) await sql(client, 'delete from usage_hour where tenant = $1', [tenant])
  await sql(client, 'update usage_hour_mark set known = $2, clock_zone = $3 where tenant = $1', [
    tenant,
    target.toString(),
    zone
  ])
  return moved ? { since: '-infinity', until: target, rerating: 0 } : { ...mark, since: mark.known, until: target }
}
