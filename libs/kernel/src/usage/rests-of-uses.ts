// The rest of a use that a network told late takes the place of what is rated of that use: one use, priced from its start.
import type { BaseUnit } from '@farthing/billing-core/values'
import { eventId, type RatedRecord, type SubscriberStretch, wholeUse } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import { type Retried, stays } from './retry-lines.ts'

/** The member of a waiting record that names the use of which it is the rest. */
export const REST_OF = 'rest_of'
/** More than any network tells of one use after its end; what goes beyond is a use of its own. */
const MOST_RESTS = 99

type RatedLine = Extract<Retried, { kind: 'rated' }>

/** What is rated of a use, and stands. */
interface Standing {
  /** As it was first known, whatever rests have taken its place since. */
  readonly use: string
  readonly event: string
  readonly week: string
  readonly account: string
  readonly subscription: string
  readonly startedAt: number
  readonly quantity: number
  readonly unit: BaseUnit
  /** Micro that pockets have paid, as text; null when nobody asked them. */
  readonly prepaid: string | null
  /** What it came to when pockets of its unit paid a part of it, beyond what its tariff asked; null, as that part is, when none did. */
  readonly paidInUnits: string | null
  readonly beyondTariff: string | null
}

/** A use whose place is taken, and the event that takes it. */
export interface Replaced extends Standing {
  readonly by: string
}

export interface RestsJoined {
  readonly retried: readonly Retried[]
  readonly replaced: readonly Replaced[]
}

interface Joining {
  readonly tenant: string
  readonly holderOf: (outcome: RatedRecord) => Pick<SubscriberStretch, 'account' | 'subscription'>
}

/** One after another, in the order of their lines. What is rated of nothing that stands with the same subscription is a use of its own. */
export async function joinRests(
  client: ClientBase,
  retried: readonly Retried[],
  { holderOf, tenant }: Joining
): Promise<RestsJoined> {
  const uses = new Map<Retried, string>(retried.flatMap(each => (each.kind === 'rated' ? restOf(each) : [])))
  if (uses.size === 0) return { retried, replaced: [] }
  const standing = await standingUses(client, tenant, [...new Set(uses.values())].toSorted())
  const replaced: Replaced[] = []
  const joined = retried.map(each => {
    const use = standing.get(uses.get(each) ?? '')
    if (each.kind !== 'rated' || use === undefined || !isSame(use, each, holderOf(each.outcome))) return each
    const outcome = wholeUse(each.outcome, use)
    if (!outcome.ok) return stays(each.line, outcome)
    const event = nextName(use)
    replaced.push({ ...use, by: event })
    standing.set(use.use, { ...use, event, quantity: outcome.event.quantity })
    return { ...each, event, outcome }
  })
  return { retried: joined, replaced }
}

function restOf(each: RatedLine): [RatedLine, string][] {
  const { file, format, raw } = each.line
  // what came in a file names nothing that a network opened here
  if (file !== 'charging' || format !== 'json-events') return []
  const use = (JSON.parse(raw.toString('utf8')) as Record<string, unknown>)[REST_OF]
  return typeof use === 'string' ? [[each, use]] : []
}

function isSame(
  { account, subscription, unit }: Standing,
  { outcome }: RatedLine,
  holder: Pick<SubscriberStretch, 'account' | 'subscription'>
): boolean {
  return account === holder.account && subscription === holder.subscription && unit === outcome.tariff.unit
}

function nextName({ event, use }: Standing): string {
  const taken = event.startsWith(`${use}.`) ? Number(event.slice(use.length + 1)) : 0
  return `${use}.${taken + 1}`
}

/** By the use as it was first known. Retries that have rests of the same use at hand come one after another. */
async function standingUses(
  client: ClientBase,
  tenant: string,
  uses: readonly string[]
): Promise<Map<string, Standing>> {
  await sql(
    client,
    `select pg_advisory_xact_lock(hashtextextended('farthing:use:' || $1 || ':' || use, 0)) from unnest($2::text[]) use`,
    [tenant, uses]
  )
  const names = uses.flatMap(use => namesOf(use).map(event => ({ event, use })))
  const rows = await sql<Standing>(
    client,
    `select name.use, u.event, u.week::text, u.account, u.subscription, u.quantity::float8 as quantity, u.prepaid::text,
       u.paid_in_units::text as "paidInUnits", (u.charged - u.amount)::text as "beyondTariff",
       round(date_part('epoch', u.started_at) * 1000)::float8 as "startedAt", c.unit
     from unnest($2::text[], $3::text[]) as name (event, use)
       join rated_usage u on u.tenant = $1 and u.event = name.event
       join usage_class c on c.tenant = u.tenant and c.id = u.class
     where not exists (select from usage_aside s
       where s.tenant = u.tenant and s.week = u.week and s.account = u.account and s.event = u.event)`,
    [tenant, names.map(({ event }) => event), names.map(({ use }) => use)]
  )
  return new Map(rows.map(row => [row.use, row]))
}

/** As charging stored it, as quarantine gave it back, and with the rests that have come already. */
function namesOf(use: string): string[] {
  const rests = Array.from({ length: MOST_RESTS }, (_, index) => `${use}.${index + 1}`)
  return [use, eventId('json-events', use, ''), ...rests]
}

/** Those whose place is taken are read by no bill any more. */
export async function setAside(
  client: ClientBase,
  tenant: string,
  known: Temporal.Instant,
  replaced: readonly Replaced[]
): Promise<void> {
  if (replaced.length === 0) return
  await sql(
    client,
    `insert into usage_aside (tenant, known, week, account, event)
     select $1, $2, row.* from unnest($3::timestamptz[], $4::uuid[], $5::text[]) as row`,
    [
      ...[tenant, known.toString()],
      replaced.map(({ week }) => week),
      replaced.map(({ account }) => account),
      replaced.map(({ event }) => event)
    ]
  )
}
