// The statements of a batch: what it is decided by, and what came of it.
import type { Bar } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { instantFromSql, jsonTexts, jsonTextsSql, sql, type Statement } from '../persistence/index.ts'
import { lockPocketsOf, type PocketRow } from '../pockets/index.ts'
import { barsOf } from '../services/index.ts'
import { type IdentityStretch, loadStretchesWith } from '../subscriptions/index.ts'
import type { KeptOutcome } from './asks.ts'
import {
  readEvent,
  SESSION_SHAPE,
  type Session,
  type SessionsToKeep,
  storedEvent,
  type StoredEvent
} from './charging-session.ts'
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

/** Of whom a batch is: their accounts are found by the database itself, in the statements that read what they have. */
export interface Concerned {
  readonly identities: readonly string[]
  readonly sessions: readonly string[]
  /** Of the sessions, those that may want more. */
  readonly goingOn: readonly string[]
  /** With sessions whose time may be over. */
  readonly accounts: readonly string[]
}

const SESSION =
  'id, account, subscription, service, called, caller, party, state, shape, events, opened_at::text, valid_until::text, closed_at::text'

const ACCOUNTS = `array(select account from identity_stretch where tenant = $1 and identity = any($2::text[])
  union all select account from charging_session where tenant = $1 and id = any($3::uuid[]) union all select unnest($4::uuid[]))`

/** The pockets of all concerned that hold something, locked before anything else. */
export function lockPayers(client: ClientBase, tenant: string, concerned: Concerned): Promise<PocketRow[]> {
  const { accounts, identities, sessions } = concerned
  return lockPocketsOf(client, { text: ACCOUNTS, values: [tenant, identities, sessions, accounts] })
}

export interface Holders {
  /** Accounts of which something is told that taxes go by. */
  readonly taxed: ReadonlySet<string>
  /** Of all identities that are asked for, and all that the subscriptions of sessions that go on ever held. */
  readonly stretches: readonly IdentityStretch[]
  /** By subscription: in the books of all who had it. */
  readonly bars: ReadonlyMap<string, readonly Bar[]>
}

interface More {
  readonly bars: readonly Bar[] | null
  readonly taxed: boolean
}

const TAX_TOLD = `exists (select from account_fact f where f.tenant = held.tenant and f.account = held.account
  and f.kind in ('tax-place-changed', 'tax-exempted'))`

/** Who may use something, and what is barred of it, in one statement; none is sent where nobody asks for more. */
export async function readHolders(
  client: ClientBase,
  tenant: string,
  { goingOn, identities }: Concerned,
  hasTaxes: boolean
): Promise<Holders> {
  const values: unknown[] = [tenant]
  const whose: string[] = []
  if (identities.length > 0) whose.push(`identity = any($${values.push(identities)}::text[])`)
  if (goingOn.length > 0)
    whose.push(`subscription = any(array(
      select subscription from charging_session where tenant = $1 and id = any($${values.push(goingOn)}::uuid[])))`)
  if (whose.length === 0) return { stretches: [], bars: new Map(), taxed: new Set() }
  const held = { whose, values, more: `${barsOf('held')} as bars, ${hasTaxes ? TAX_TOLD : 'false'} as taxed` }
  const stretches = await loadStretchesWith<More>(client, held)
  const bars = new Map<string, readonly Bar[]>()
  for (const each of Map.groupBy(stretches, ({ account, subscription }) => `${account} ${subscription}`).values()) {
    const [first] = each
    if (first?.bars) bars.set(first.subscription, [...(bars.get(first.subscription) ?? []), ...first.bars])
  }
  return { stretches, bars, taxed: new Set(stretches.flatMap(({ account, taxed }) => (taxed ? [account] : []))) }
}

/**
 * The sessions that are asked for and, of the accounts concerned, those whose time is over; locked, after the pockets. One look tells
 * that nobody's time is over: then accounts are not gone through.
 */
export async function lockSessions(
  client: ClientBase,
  tenant: string,
  { accounts, identities, now, sessions }: Concerned & { readonly now: Temporal.Instant }
): Promise<Session[]> {
  const rows = await sql<SessionRow>(
    client,
    `select ${SESSION} from charging_session where tenant = $1 and id = any(array(select unnest($3::uuid[]) union all
       select s.id from charging_session s where s.tenant = $1 and s.account = any(${ACCOUNTS}) and s.state = 'open'
         and s.valid_until <= $5 and s.shape <= ${SESSION_SHAPE} and (select s.valid_until from charging_session s where s.tenant = $1 and s.state = 'open' and s.valid_until <= $5
         order by s.valid_until limit 1) is not null))
     order by id for no key update`,
    [tenant, identities, sessions, accounts, now.toString()]
  )
  return rows.map(sessionOf)
}

/** Of accounts that are charged one batch after the other: all that is open, as it stands. */
export async function openSessions(
  client: ClientBase,
  tenant: string,
  accounts: readonly string[]
): Promise<Session[]> {
  const text = `select ${SESSION} from charging_session where tenant = $1 and account = any($2::uuid[]) and state = 'open'`
  return (await sql<SessionRow>(client, text, [tenant, accounts])).map(sessionOf)
}

function sessionOf({ closed_at, events, opened_at, valid_until, ...rest }: SessionRow): Session {
  return {
    ...rest,
    events: rest.shape > SESSION_SHAPE ? [] : events.map(readEvent),
    openedAt: instantFromSql(opened_at),
    validUntil: instantFromSql(valid_until),
    closedAt: closed_at === null ? null : instantFromSql(closed_at)
  }
}

/** Accounts, other than these, with sessions whose time is over. */
export async function overdueAccounts(
  client: ClientBase,
  tenant: string,
  { except, most, now }: { readonly now: Temporal.Instant; readonly most: number; readonly except: readonly string[] }
): Promise<string[]> {
  const rows = await sql<{ account: string }>(
    client,
    `select distinct account from (select account from charging_session
       where tenant = $1 and state = 'open' and valid_until <= $2 and shape <= ${SESSION_SHAPE} and account <> all($4::uuid[]) order by valid_until limit $3) due`,
    [tenant, now.toString(), most, except]
  )
  return rows.map(({ account }) => account)
}

export async function readAnswers(client: ClientBase, tenant: string, keys: readonly string[]): Promise<KeptAnswer[]> {
  if (keys.length === 0) return []
  const rows = await sql<{ key: string; account: string; request: string; answer: KeptOutcome }>(
    client,
    'select key, account, request, answer from charging_request where tenant = $1 and key = any($2)',
    [tenant, keys]
  )
  return rows.map(({ request: digest, ...rest }) => ({ ...rest, digest }))
}

/** A key that somebody else has used meanwhile fails the whole batch. */
export function answerRows(tenant: string, answers: readonly KeptAnswer[], now: Temporal.Instant): Statement[] {
  if (answers.length === 0) return []
  const sorted = answers.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const text = `insert into charging_request (tenant, key, account, request, answer, created_at)
    select $1, unnest($2::text[]), unnest($3::uuid[]), unnest($4::text[]), unnest(${jsonTextsSql('$5')}), $6::timestamptz`
  const values = [
    tenant,
    sorted.map(({ key }) => key),
    sorted.map(({ account }) => account),
    sorted.map(({ digest }) => digest),
    jsonTexts(sorted.map(({ answer }) => JSON.stringify(answer))),
    now.toString()
  ]
  return [{ text, values }]
}

export function sessionRows(tenant: string, { begun, changed }: SessionsToKeep): Statement[] {
  return [
    ...(begun.length === 0 ? [] : [begunRows(tenant, begun)]),
    ...(changed.length === 0 ? [] : [changedRows(tenant, changed)])
  ]
}

function begunRows(tenant: string, sessions: readonly Session[]): Statement {
  const text = `insert into charging_session (tenant, id, account, subscription, service, called, caller, party, state, events, opened_at, valid_until, closed_at, shape)
    select $1, unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::text[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[]),
      unnest(${jsonTextsSql('$10')}), unnest($11::timestamptz[]), unnest($12::timestamptz[]), unnest($13::timestamptz[]), ${SESSION_SHAPE}`
  const textOf = textOnce()
  const values = [
    tenant,
    sessions.map(({ id }) => id),
    sessions.map(({ account }) => account),
    sessions.map(({ subscription }) => subscription),
    sessions.map(({ service }) => service),
    sessions.map(({ called }) => called),
    sessions.map(({ caller }) => caller),
    sessions.map(({ party }) => party),
    sessions.map(({ state }) => state),
    jsonTexts(sessions.map(eventsText)),
    sessions.map(({ openedAt }) => textOf(openedAt)),
    sessions.map(({ validUntil }) => textOf(validUntil)),
    sessions.map(({ closedAt }) => closedAt && textOf(closedAt))
  ]
  return { text, values }
}

/** Ids are asked for twice, for a plan that is made while the table is empty: none of them goes through all sessions. */
function changedRows(tenant: string, sessions: readonly Session[]): Statement {
  const text = `update charging_session s set state = c.state, events = c.events, valid_until = c.valid_until, closed_at = c.closed_at, shape = ${SESSION_SHAPE}
    from unnest($2::uuid[], $3::text[], ${jsonTextsSql('$4')}, $5::timestamptz[], $6::timestamptz[]) as c (id, state, events, valid_until, closed_at)
    where s.tenant = $1 and s.id = any($2::uuid[]) and s.id = c.id`
  const textOf = textOnce()
  const values = [
    tenant,
    sessions.map(({ id }) => id),
    sessions.map(({ state }) => state),
    jsonTexts(sessions.map(eventsText)),
    sessions.map(({ validUntil }) => textOf(validUntil)),
    sessions.map(({ closedAt }) => closedAt && textOf(closedAt))
  ]
  return { text, values }
}

function eventsText({ events }: Session): string {
  return JSON.stringify(events.map(storedEvent))
}

/** Most instants of a batch are its own, and the same. */
function textOnce(): (instant: Temporal.Instant) => string {
  const texts = new Map<Temporal.Instant, string>()
  return instant => {
    let text = texts.get(instant)
    if (text === undefined) texts.set(instant, (text = instant.toString()))
    return text
  }
}

/** Answers are kept as long as anybody may ask again. */
export async function forgetAnswers(client: ClientBase, tenant: string, before: Temporal.Instant): Promise<void> {
  await sql(client, 'delete from charging_request where tenant = $1 and created_at < $2', [tenant, before.toString()])
}
