// Until when the books are closed.
import { compareDates } from '@farthing/billing-core/values'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, instantFromSql, KernelSettings, Persistence, sql, type Writer } from '../persistence/index.ts'

/** Days, half-open, into which nothing is posted any more. */
export interface ClosedPeriod {
  /** Null: the first one, since ever. */
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate
  readonly closedBy: string
  readonly closedAt: Temporal.Instant
}

export type CloseRefusal = 'not-over' | 'closed-already'

/** One row, null while nothing is closed; `$1` is the tenant. */
export const CLOSED_UNTIL = 'select max(until) as until from ledger_closing where tenant = $1'

/** The zone in which each day ends last: a day that is over there is over for every account. */
const LAST_ZONE = 'Etc/GMT+12'

/** The first day that is open; null while nothing is closed. */
export async function firstOpenDay(writer: Writer, tenant: string): Promise<Temporal.PlainDate | null> {
  const [row] = await sql<{ until: string | null }>(writer, `select until::text from (${CLOSED_UNTIL}) closed`, [
    tenant
  ])
  return row === undefined || row.until === null ? null : Temporal.PlainDate.from(row.until)
}

@Injectable()
export class ClosedPeriods {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Closes all days before `until` for good. Waits for those who are posting, and lets nobody post meanwhile. */
  close(until: Temporal.PlainDate, by: string): Promise<Outcome<ClosedPeriod, CloseRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      await sql(client, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:closing:${tenant}`])
      const today = this.clock.today(LAST_ZONE)
      if (compareDates(until, today) > 0) {
        const detail = `A period is closed when its last day is over everywhere: until ${today} at the latest, not ${until}.`
        return { ok: false, reason: 'not-over', detail }
      }
      const open = await firstOpenDay(client, tenant)
      if (open !== null && compareDates(until, open) <= 0) {
        return {
          ok: false,
          reason: 'closed-already',
          detail: `The books are closed until ${open}: close until a later day.`
        }
      }
      const closedAt = this.clock.now()
      await sql(client, 'insert into ledger_closing (tenant, until, closed_by, closed_at) values ($1, $2, $3, $4)', [
        tenant,
        until.toString(),
        by,
        closedAt.toString()
      ])
      return { ok: true, value: { from: open, until, closedBy: by, closedAt } }
    })
  }

  /** The first one first. */
  list(): Promise<ClosedPeriod[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const rows = await sql<{ from: string | null; until: string; closed_by: string; closed_at: string }>(
        client,
        `select lag(until) over (order by until)::text as from, until::text, closed_by, closed_at::text
         from ledger_closing where tenant = $1 order by ledger_closing.until`,
        [tenant]
      )
      return rows.map(({ closed_at, closed_by, from, until }) => ({
        from: from === null ? null : Temporal.PlainDate.from(from),
        until: Temporal.PlainDate.from(until),
        closedBy: closed_by,
        closedAt: instantFromSql(closed_at)
      }))
    })
  }
}
