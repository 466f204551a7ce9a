// Requests at the retention desk as they are kept and read.
import type { RuleRef } from '@farthing/billing-core/values'
import type { RetentionOffer } from '@farthing/rules-language'
import type { RetentionStatus } from '@farthing/simulator'
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { KeptChange } from './kept-change.ts'

/** `at`: left out in requests of before it was kept. */
export type KeptOffer = Pick<RetentionOffer, 'title' | 'deed' | 'fields'> & Partial<Pick<RetentionOffer, 'at'>>

export interface RetentionRequest {
  readonly id: string
  readonly account: string
  readonly accountNumber: string
  readonly zone: string
  readonly currency: string
  readonly subscription: string
  /** Of its services, on the day of asking. */
  readonly identities: readonly string[]
  /** 'terminate', 'change', 'feature off'. */
  readonly action: string
  /** A plan, feature or kind of suspension; '' where there is none. */
  readonly target: string
  readonly change: KeptChange
  readonly asked: Temporal.PlainDate
  readonly wished: Temporal.PlainDate
  readonly reason: string
  readonly rule: RuleRef
  readonly offers: readonly KeptOffer[]
  readonly closes: Temporal.PlainDate | null
  readonly status: RetentionStatus
  readonly openedAt: Temporal.Instant
  /** Number of the offer that was taken, from 1 on. */
  readonly offer: number | null
  readonly fact: string | null
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
  readonly why: string | null
  readonly problem: string | null
}

export interface RetentionSearch {
  /** Ids. */
  readonly account?: string | undefined
  readonly subscription?: string | undefined
  readonly status?: RetentionStatus | undefined
  readonly action?: string | undefined
  /** Carried out by itself before this day. */
  readonly closesBefore?: Temporal.PlainDate | undefined
  /** Id of the last one of the page before. */
  readonly before?: string | undefined
  readonly limit: number
}

export interface Decision {
  readonly status: RetentionStatus
  /** '' where nobody did. */
  readonly by: string
  readonly at: Temporal.Instant
  readonly why?: string | undefined
  readonly offer?: number
  readonly fact?: string
}

type Row = Omit<RetentionRequest, 'asked' | 'wished' | 'closes' | 'openedAt' | 'decidedAt'> & {
  readonly asked: string
  readonly wished: string
  readonly closes: string | null
  readonly opened: string
  readonly decided: string | null
}

/** Of the day on which it asked; where it has left the account by then, those that it had there last. */
const IDENTITIES = `select coalesce(array_agg(h.identity order by h.identity), array[]::text[]) from (
    select s.identity, ends > d.asked as held, bool_or(ends > d.asked) over () as any_held, ends = max(ends) over () as latest
    from identity_stretch s, coalesce(s.valid_until, 'infinity') ends
    where s.tenant = d.tenant and s.account = d.account and s.subscription = d.subscription and s.valid_from <= d.asked) h
  where case when h.any_held then h.held else h.latest end`
const COLUMNS = `d.id, d.account, a.number as "accountNumber", a.zone, a.currency, d.subscription, (${IDENTITIES}) as identities, d.action, d.target, d.change, d.asked::text,
    d.wished::text, d.reason, d.rule, d.offers, d.closes::text, d.status, d.opened_at::text as opened, d.offer, d.fact,
    d.decided_by as "decidedBy", d.decided_at::text as decided, d.why, d.problem`
const REQUESTS = `select ${COLUMNS} from retention_request d join account a on a.tenant = d.tenant and a.id = d.account`

export async function findRequest(writer: Writer, tenant: string, id: string): Promise<RetentionRequest | undefined> {
  const [row] = await sql<Row>(writer, `${REQUESTS} where d.tenant = $1 and d.id = $2`, [tenant, id])
  return row && requestOf(row)
}

/** After the locks of accounts: who decides comes one after the other. */
export async function lockRequest(writer: Writer, tenant: string, id: string): Promise<RetentionRequest | undefined> {
  const [row] = await sql<Row>(writer, `${REQUESTS} where d.tenant = $1 and d.id = $2 for update of d`, [tenant, id])
  return row && requestOf(row)
}

/** Newest first. Only what is asked for stands in the statement, so that each search has its index. */
export async function listRequests(
  writer: Writer,
  tenant: string,
  search: RetentionSearch
): Promise<RetentionRequest[]> {
  const { account, action, before, closesBefore, limit, status, subscription } = search
  const values: unknown[] = [tenant]
  const given = [
    ['d.account =', account],
    ['d.subscription =', subscription],
    ['d.action =', action],
    ['d.closes <', closesBefore?.toString()],
    ['d.id <', before],
    ['d.status =', status === 'open' ? undefined : status]
  ] as const
  const wanted = given.flatMap(([column, value]) =>
    value === undefined ? [] : [`and ${column} $${values.push(value)}`]
  )
  if (status === 'open') wanted.push(`and d.status = 'open'`) // in the words of the partial indexes
  const text = `${REQUESTS} where d.tenant = $1 ${wanted.join(' ')} order by d.id desc limit $${values.push(limit)}`
  return (await sql<Row>(writer, text, values)).map(requestOf)
}

export interface DueRequest {
  readonly id: string
  readonly closes: string
}

interface DueSearch {
  readonly at: Temporal.Instant
  readonly limit: number
  /** The last one of the page before. */
  readonly after?: DueRequest | undefined
}

/** Whose last day has come where their account is, and that were not tried on it; oldest first. */
export function dueRequests(writer: Writer, tenant: string, { after, at, limit }: DueSearch): Promise<DueRequest[]> {
  return sql<DueRequest>(
    writer,
    `select d.id, d.closes::text from retention_request d join account a on a.tenant = d.tenant and a.id = d.account
     where d.tenant = $1 and d.status = 'open' and d.closes <= ($2::timestamptz at time zone 'UTC')::date + 1
       and d.closes <= ($2::timestamptz at time zone a.zone)::date
       and (d.tried_on is null or d.tried_on < ($2::timestamptz at time zone a.zone)::date)
       and ($4::date is null or (d.closes, d.id) > ($4::date, $5::uuid))
     order by d.closes, d.id limit $3`,
    [tenant, at.toString(), limit, after?.closes ?? null, after?.id ?? null]
  )
}

/** Of open requests, those that have an end which has come where their account is; it may have been taken back. */
export async function endedSubscriptions(writer: Writer, tenant: string, at: Temporal.Instant): Promise<string[]> {
  const rows = await sql<{ subscription: string }>(
    writer,
    `select distinct d.subscription from retention_request d join account a on a.tenant = d.tenant and a.id = d.account
     where d.tenant = $1 and d.status = 'open' and exists (
       select from account_fact f where f.tenant = d.tenant and f.account = d.account and f.subscription = d.subscription
         and f.kind = 'terminated' and f.effective <= ($2::timestamptz at time zone a.zone)::date
         and not exists (select from account_fact w where w.tenant = f.tenant and w.account = f.account and w.supersedes = f.id))`,
    [tenant, at.toString()]
  )
  return rows.map(({ subscription }) => subscription)
}

type NewRequest = Omit<
  RetentionRequest,
  | 'accountNumber'
  | 'currency'
  | 'identities'
  | 'zone'
  | 'status'
  | 'offer'
  | 'fact'
  | 'decidedBy'
  | 'decidedAt'
  | 'why'
  | 'problem'
>

export async function insertRequest(writer: Writer, tenant: string, request: NewRequest): Promise<void> {
  const { account, action, asked, change, closes, id, offers, openedAt, reason, rule, subscription, target, wished } =
    request
  await sql(
    writer,
    `insert into retention_request (tenant, account, id, subscription, action, target, change, asked, wished, reason, rule, offers,
       closes, status, opened_at) values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11::jsonb, $12::jsonb, $13, 'open', $14)`,
    [
      ...[
        tenant,
        account,
        id,
        subscription,
        action,
        target,
        JSON.stringify(change),
        asked.toString(),
        wished.toString()
      ],
      ...[reason, JSON.stringify(rule), JSON.stringify(offers), closes?.toString() ?? null, openedAt.toString()]
    ]
  )
}

export async function decideRequest(
  writer: Writer,
  tenant: string,
  { at, by, fact, id, offer, status, why }: Decision & { readonly id: string }
): Promise<void> {
  await sql(
    writer,
    `update retention_request set status = $3, decided_by = $4, decided_at = $5, why = $6, offer = $7, fact = $8
     where tenant = $1 and id = $2`,
    [tenant, id, status, by, at.toString(), why ?? null, offer ?? null, fact ?? null]
  )
}

/** It waits on, and is tried again on another day. */
export async function noteProblem(
  writer: Writer,
  tenant: string,
  { day, id, problem }: { readonly id: string; readonly day: Temporal.PlainDate; readonly problem: string }
): Promise<void> {
  await sql(
    writer,
    `update retention_request set tried_on = $3, problem = $4 where tenant = $1 and id = $2 and status = 'open'`,
    [tenant, id, day.toString(), problem]
  )
}

function requestOf({ asked, closes, decided, opened, wished, ...rest }: Row): RetentionRequest {
  return {
    ...rest,
    asked: Temporal.PlainDate.from(asked),
    wished: Temporal.PlainDate.from(wished),
    closes: closes === null ? null : Temporal.PlainDate.from(closes),
    openedAt: instantFromSql(opened),
    decidedAt: decided === null ? null : instantFromSql(decided)
  }
}
