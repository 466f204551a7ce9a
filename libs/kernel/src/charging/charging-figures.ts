// What is reserved at this moment, for those who watch the installation: the same from every process of it.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, sql } from '../persistence/index.ts'

/** Of open sessions, whose quotas pockets hold for them. */
export interface ReservationFigures {
  readonly open: number
  /** When the one that is open longest was opened; null: none is. */
  readonly oldest: Temporal.Instant | null
  /** Until when the one that should have reported first was to do so; it is closed within a minute of that. */
  readonly dueFirst: Temporal.Instant | null
}

/** Of cycles that began within the last 31 days. */
export interface CreditFigures {
  /** That have taken some. */
  readonly currency: string
  readonly subscriptions: number
  /** Micro on their bills, and promised to uses that go on. */
  readonly owed: bigint
  readonly held: bigint
}

/** No cycle lasts longer. */
const CYCLE_DAYS = 31

@Injectable()
export class ChargingFigures {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Reads the rows of these days alone, however many cycles there were. */
  credits(): Promise<CreditFigures[]> {
    const { tenant } = this.settings
    const since = this.clock.today('UTC').subtract({ days: CYCLE_DAYS })
    return this.persistence.read(tenant, async tx => {
      const rows = await sql<{ currency: string; subscriptions: number; owed: string; held: string }>(
        tx,
        `select a.currency, count(distinct c.subscription)::int as subscriptions, sum(c.owed)::text as owed, sum(c.held)::text as held
         from charging_credit c join account a on a.tenant = c.tenant and a.id = c.account
         where c.tenant = $1 and c.cycle > $2 and (c.owed > 0 or c.held > 0) group by a.currency`,
        [tenant, since.toString()]
      )
      return rows.map(({ held, owed, ...row }) => ({ ...row, owed: BigInt(owed), held: BigInt(held) }))
    })
  }

  /** Reads what is open alone, however much was ever charged. */
  reservations(): Promise<ReservationFigures> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      const [row] = await sql<{ open: number; oldest: string | null; due_first: string | null }>(
        tx,
        `select count(*)::int as open, min(opened_at)::text as oldest, min(valid_until)::text as due_first
         from charging_session where tenant = $1 and state = 'open'`,
        [tenant]
      )
      const { due_first = null, oldest = null, open = 0 } = row ?? {}
      return { open, oldest: instantOf(oldest), dueFirst: instantOf(due_first) }
    })
  }
}

function instantOf(text: string | null): Temporal.Instant | null {
  return text === null ? null : Temporal.Instant.from(text)
}
