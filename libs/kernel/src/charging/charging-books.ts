// The statements of a batch: what it is decided by, and what came of it.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { ChargingAnswer, ChargingAsk } from './asks.ts'
import { readEvent, type Session, storedEvent, type StoredEvent } from './charging-session.ts'
import type { KeptAnswer } from './charging-world.ts'

interface SessionRow extends Omit<Session, 'events' | 'openedAt' | 'validUntil' | 'closedAt'> {
  readonly events: readonly StoredEvent[]
  readonly opened_at: string
  readonly valid_until: string
  readonly closed_at: string | null
}

/** The publication that was made last, by which a batch knows whether its rules are still all. */
export async function newestPublication(client: ClientBase, tenant: string): Promise<string | null> {
  const query = 'select id from rules_publication where tenant = $1 order by id desc limit 1'
  return (await sql<{ id: string }>(client, query, [tenant]))[0]?.id ?? null
}

/** The accounts of sessions, by the sessions' ids. */
export async function accountsOf(client: ClientBase, tenant: string, asks: readonly ChargingAsk[]): Promise<string[]> {
  const ids = asks.flatMap(ask => (ask.kind === 'go-on' ? [ask.session] : []))
  if (ids.length === 0) return []
  const rows = await sql<{ account: string }>(
    client,
    'select account from charging_session where tenant = $1 and id = any($2::uuid[])',
    [tenant, ids]
  )
  return rows.map(({ account }) => account)
}

/** The sessions that are asked for and, of these accounts, those whose time is over; locked, after the pockets. */
export async function lockSessions(
  client: ClientBase,
  tenant: string,
  wanted: { readonly ids: readonly string[]; readonly accounts: readonly string[]; readonly now: Temporal.Instant }
): Promise<Session[]> {
  const rows = await sql<SessionRow>(
    client,
    `select id, account, subscription, service, called, caller, state, events, opened_at::text, valid_until::text, closed_at::text
     from charging_session where tenant = $1 and (id = any($2::uuid[])
       or id in (select id from charging_session where tenant = $1 and account = any($3::uuid[]) and state = 'open' and valid_until <= $4))
     order by id for no key update`,
    [tenant, wanted.ids, wanted.accounts, wanted.now.toString()]
  )
  return rows.map(({ closed_at, events, opened_at, valid_until, ...rest }) => ({
    ...rest,
    events: events.map(readEvent),
    openedAt: Temporal.Instant.from(opened_at),
    validUntil: Temporal.Instant.from(valid_until),
    closedAt: closed_at === null ? null : Temporal.Instant.from(closed_at)
  }))
}

/** Accounts with sessions whose time is over. */
export async function overdueAccounts(
  client: ClientBase,
  tenant: string,
  { most, now }: { readonly now: Temporal.Instant; readonly most: number }
): Promise<string[]> {
  const rows = await sql<{ account: string }>(
    client,
    `select distinct account from (select account from charging_session
       where tenant = $1 and state = 'open' and valid_until <= $2 order by valid_until limit $3) due`,
    [tenant, now.toString(), most]
  )
  return rows.map(({ account }) => account)
}

export async function readAnswers(client: ClientBase, tenant: string, keys: readonly string[]): Promise<KeptAnswer[]> {
  if (keys.length === 0) return []
  const rows = await sql<{ key: string; account: string; request: string; answer: ChargingAnswer }>(
    client,
    'select key, account, request, answer from charging_request where tenant = $1 and key = any($2)',
    [tenant, keys]
  )
  return rows.map(({ request: digest, ...rest }) => ({ ...rest, digest }))
}

/** A key that somebody else has used meanwhile fails the whole batch. */
export async function writeAnswers(
  client: ClientBase,
  tenant: string,
  answers: readonly KeptAnswer[],
  now: Temporal.Instant
): Promise<void> {
  if (answers.length === 0) return
  const sorted = answers.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  await sql(
    client,
    `insert into charging_request (tenant, key, account, request, answer, created_at)
     select $1, fresh.*, $6::timestamptz from unnest($2::text[], $3::uuid[], $4::text[], $5::jsonb[]) as fresh`,
    [
      tenant,
      sorted.map(({ key }) => key),
      sorted.map(({ account }) => account),
      sorted.map(({ digest }) => digest),
      sorted.map(({ answer }) => JSON.stringify(answer)),
      now.toString()
    ]
  )
}

export async function writeSessions(client: ClientBase, tenant: string, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return
  await sql(
    client,
    `insert into charging_session (tenant, id, account, subscription, service, called, caller, state, events, opened_at, valid_until, closed_at)
     select $1, fresh.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[],
       $10::timestamptz[], $11::timestamptz[], $12::timestamptz[]) as fresh
     on conflict (tenant, id) do update set state = excluded.state, events = excluded.events,
       valid_until = excluded.valid_until, closed_at = excluded.closed_at`,
    [
      tenant,
      sessions.map(({ id }) => id),
      sessions.map(({ account }) => account),
      sessions.map(({ subscription }) => subscription),
      sessions.map(({ service }) => service),
      sessions.map(({ called }) => called),
      sessions.map(({ caller }) => caller),
      sessions.map(({ state }) => state),
      sessions.map(({ events }) => JSON.stringify(events.map(storedEvent))),
      sessions.map(({ openedAt }) => openedAt.toString()),
      sessions.map(({ validUntil }) => validUntil.toString()),
      sessions.map(({ closedAt }) => closedAt?.toString() ?? null)
    ]
  )
}

/** Answers are kept as long as anybody may ask again. */
export async function forgetAnswers(client: ClientBase, tenant: string, before: Temporal.Instant): Promise<void> {
  await sql(client, 'delete from charging_request where tenant = $1 and created_at < $2', [tenant, before.toString()])
}
