// Figures of usage for those who watch the installation: the same from every process of it.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { type QuarantineSummary, summariseQuarantine } from './quarantine-summary.ts'
import { type QuarantineAlert, readAlerts } from './quarantine-watch.ts'
import { type LineCounts, usageSoFar } from './usage-days.ts'

export interface UsageFigures {
  /** Lines read since ever, retries left out, by what became of them. They only rise. */
  readonly lines: LineCounts
  readonly running: number
  /** When an import last came to its end; null: never. */
  readonly lastEnd: Temporal.Instant | null
  readonly quarantine: QuarantineSummary
  readonly alerts: readonly QuarantineAlert[]
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
      const { lastEnd, running, ...lines } = await usageSoFar(tx, tenant)
      return {
        lines,
        running,
        lastEnd,
        quarantine: await summariseQuarantine(tx, tenant, this.clock.now()),
        alerts: await readAlerts(tx, tenant)
      }
    })
  }
}
