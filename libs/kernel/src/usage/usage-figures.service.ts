// Figures of usage for those who watch the installation: the same from every process of it.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { type QuarantineSummary, summariseQuarantine } from './quarantine-summary.ts'
import { type QuarantineAlert, readAlerts } from './quarantine-watch.ts'

export interface UsageFigures {
  /** Lines read since ever, retries left out, by what became of them. They only rise. */
  readonly lines: Readonly<Record<'rated' | 'duplicate' | 'quarantined' | 'filtered', number>>
  readonly running: number
  /** When an import last came to its end; null: never. */
  readonly lastEnd: Temporal.Instant | null
  readonly quarantine: QuarantineSummary
  readonly alerts: readonly QuarantineAlert[]
}

interface Row {
  readonly rated: number
  readonly duplicate: number
  readonly quarantined: number
  readonly filtered: number
  readonly running: number
  readonly last_end: string | null
}

@Injectable()
export class UsageFigureBook {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  read(): Promise<UsageFigures> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      const rows = await sql<Row>(tx, FIGURES, [tenant])
      const { running = 0, last_end = null, rated = 0, duplicate = 0, quarantined = 0, filtered = 0 } = rows[0] ?? {}
      return {
        lines: { rated, duplicate, quarantined, filtered },
        running,
        lastEnd: last_end === null ? null : Temporal.Instant.from(last_end),
        quarantine: await summariseQuarantine(tx, tenant, this.clock.now()),
        alerts: await readAlerts(tx, tenant)
      }
    })
  }
}

/** An import's own counts are nil until it ends; until then its chunks have them. */
const FIGURES = `with counts as (
    select rated, duplicate, quarantined, filtered from usage_import where tenant = $1 and kind <> 'retry'
    union all
    select c.rated, c.duplicate, c.quarantined, c.filtered from usage_import_chunk c
    join usage_import i on i.tenant = c.tenant and i.id = c.import and i.kind <> 'retry' where c.tenant = $1)
  select coalesce(sum(rated), 0)::float8 as rated, coalesce(sum(duplicate), 0)::float8 as duplicate,
    coalesce(sum(quarantined), 0)::float8 as quarantined, coalesce(sum(filtered), 0)::float8 as filtered,
    (select count(*) from usage_import where tenant = $1 and state = 'running')::int as running,
    (select max(finished_at) from usage_import where tenant = $1 and kind <> 'retry')::text as last_end
  from counts`
