// What is reserved at this moment, for those who watch the installation: the same from every process of it.
import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, Persistence, sql } from '../persistence/index.ts'

/** Of open sessions, whose quotas pockets hold for them. */
export interface ReservationFigures {
  readonly open: number
  /** When the one that is open longest was opened; null: none is. */
  readonly oldest: Temporal.Instant | null
  /** Until when the one that should have reported first was to do so; it is closed within a minute of that. */
  readonly dueFirst: Temporal.Instant | null
}

@Injectable()
export class ChargingFigures {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

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
