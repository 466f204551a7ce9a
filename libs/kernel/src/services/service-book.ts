// The book of what was done to services: rows of many accounts in and out by one statement each, announced as they are written.
import type { RuleRef } from '@farthing/billing-core/values'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, Ids, instantFromSql, Outbox, sql, type Writer } from '../persistence/index.ts'
import type { Cause, Deed } from './services.tables.ts'

export interface NewServiceChange {
  readonly account: string
  readonly subscription: string
  readonly what: string
  readonly deed: Deed
  /** Thousands of bits in a second, of what is throttled. */
  readonly kilobits: number | null
  readonly since: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  /** The change that this one undoes or takes the place of. */
  readonly ends: string | null
  readonly cause: Cause
  readonly reason: string
  readonly rule: RuleRef | null
}

export interface ServiceChange extends NewServiceChange {
  readonly id: string
  readonly recordedAt: Temporal.Instant
}

export interface ListedRestriction extends ServiceChange {
  readonly accountNumber: string
  /** Of the subscription. */
  readonly label: string
}

interface Row extends Omit<ServiceChange, 'since' | 'until' | 'recordedAt'> {
  readonly since: string
  readonly until: string | null
  readonly recorded_at: string
}

const COLUMNS = 'account, id, subscription, what, deed, kilobits, since, until, ends, cause, reason, rule, recorded_at'
const READ = `c.account, c.id, c.subscription, c.what, c.deed, c.kilobits, c.since::text, c.until::text, c.ends, c.cause,
  c.reason, c.rule, c.recorded_at::text`

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

@Injectable()
export class ServiceBook {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox
  ) {}

  /** In the caller's transaction, under the accounts' locks: what was ended meanwhile cannot be ended again. */
  async write(writer: Writer, tenant: string, news: readonly NewServiceChange[]): Promise<ServiceChange[]> {
    if (news.length === 0) return []
    const recordedAt = this.clock.now()
    const changes = news.map(each => ({ ...each, id: this.ids.next(), recordedAt }))
    await sql(
      writer,
      `insert into service_change (tenant, ${COLUMNS})
       select $1, fresh.*, $14::timestamptz from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::int[],
         $8::date[], $9::date[], $10::uuid[], $11::text[], $12::text[], $13::jsonb[]) as fresh`,
      [tenant, ...columnsOf(changes), recordedAt.toString()]
    )
    await this.#keepOpen(writer, tenant, changes)
    const events = changes.map(change => ({
      topic: `service.${change.deed}`,
      subject: change.subscription,
      payload: announced(change)
    }))
    await this.outbox.add(writer, tenant, events)
    return changes
  }

  /** What is barred or throttled and was not ended, of any number of accounts, oldest first. */
  async open(writer: Writer, tenant: string, accounts: readonly string[]): Promise<ServiceChange[]> {
    const rows = await sql<Row>(
      writer,
      `select ${READ} from service_restriction r
       join service_change c on c.tenant = r.tenant and c.account = r.account and c.id = r.id
       where r.tenant = $1 and r.account = any($2::uuid[]) order by c.id`,
      [tenant, accounts]
    )
    return rows.map(changeOf)
  }

  /** What is barred and throttled of everybody, or of one account, oldest first. */
  async list(
    writer: Writer,
    tenant: string,
    page: { readonly account?: string | undefined; readonly after?: string | undefined; readonly limit: number }
  ): Promise<ListedRestriction[]> {
    const rows = await sql<Row & { account_number: string; label: string }>(
      writer,
      `select ${READ}, a.number as account_number, s.label from service_restriction r
       join service_change c on c.tenant = r.tenant and c.account = r.account and c.id = r.id
       join account a on a.tenant = c.tenant and a.id = c.account
       join subscription s on s.tenant = c.tenant and s.account = c.account and s.id = c.subscription
       where r.tenant = $1 and r.id > $2 ${page.account === undefined ? '' : 'and r.account = $4'} order by r.id limit $3`,
      [tenant, page.after ?? BEFORE_ALL, page.limit, ...(page.account === undefined ? [] : [page.account])]
    )
    return rows.map(({ account_number: accountNumber, label, ...row }) => ({ ...changeOf(row), accountNumber, label }))
  }

  /** Restored by a person, while a plan says that the service has run out: those of the last two cycles at least. */
  async forgiven(writer: Writer, tenant: string, accounts: readonly string[]): Promise<ServiceChange[]> {
    const rows = await sql<Row>(
      writer,
      `select ${READ} from service_change c
       join service_change undo on undo.tenant = c.tenant and undo.account = c.account and undo.ends = c.id
       where c.tenant = $1 and c.account = any($2::uuid[]) and c.cause = 'run-out' and undo.cause = 'hand'
         and c.until > $3::date - 62`,
      [tenant, accounts, this.clock.today('UTC').toString()]
    )
    return rows.map(changeOf)
  }

  async #keepOpen(writer: Writer, tenant: string, changes: readonly ServiceChange[]): Promise<void> {
    const ended = changes.flatMap(({ ends }) => (ends === null ? [] : [ends]))
    const begun = changes.filter(({ deed }) => deed !== 'restored')
    await sql(writer, 'delete from service_restriction where tenant = $1 and id = any($2::uuid[])', [tenant, ended])
    await sql(
      writer,
      'insert into service_restriction (tenant, id, account) select $1, * from unnest($2::uuid[], $3::uuid[])',
      [tenant, begun.map(({ id }) => id), begun.map(({ account }) => account)]
    )
  }

  /** All of a subscription, newest first. */
  async history(
    writer: Writer,
    tenant: string,
    page: { readonly subscription: string; readonly before?: string | undefined; readonly limit: number }
  ): Promise<ServiceChange[]> {
    const rows = await sql<Row>(
      writer,
      `select ${READ} from service_change c
       where c.tenant = $1 and c.subscription = $2 and ($3::uuid is null or c.id < $3) order by c.id desc limit $4`,
      [tenant, page.subscription, page.before ?? null, page.limit]
    )
    return rows.map(changeOf)
  }
}

function columnsOf(changes: readonly ServiceChange[]): unknown[][] {
  return [
    changes.map(({ account }) => account),
    changes.map(({ id }) => id),
    changes.map(({ subscription }) => subscription),
    changes.map(({ what }) => what),
    changes.map(({ deed }) => deed),
    changes.map(({ kilobits }) => kilobits),
    changes.map(({ since }) => since.toString()),
    changes.map(({ until }) => until?.toString() ?? null),
    changes.map(({ ends }) => ends),
    changes.map(({ cause }) => cause),
    changes.map(({ reason }) => reason),
    changes.map(({ rule }) => (rule === null ? null : JSON.stringify(rule)))
  ]
}

/** For those who run the network. */
function announced({ account, what, kilobits, since, until, cause, reason, rule }: ServiceChange): object {
  return {
    ...{ account, what, kilobits, cause, reason, rule },
    since: since.toString(),
    until: until?.toString() ?? null
  }
}

function changeOf({ recorded_at: recordedAt, since, until, ...rest }: Row): ServiceChange {
  return {
    ...rest,
    since: Temporal.PlainDate.from(since),
    until: until === null ? null : Temporal.PlainDate.from(until),
    recordedAt: instantFromSql(recordedAt)
  }
}
