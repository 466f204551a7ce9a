import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap
} from '@nestjs/common'
import { KernelSettings, OutboxRelay, Persistence } from '../persistence/index.ts'
import { Housekeeping } from './housekeeping.ts'
import { Jobs } from './jobs.ts'
import { Schedules } from './schedules.ts'

/** Global: every feature may inject Jobs and Schedules. A process that works relays events and looks at schedules. */
@Module({})
export class SchedulingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  static forRoot(): DynamicModule {
    return {
      module: SchedulingModule,
      global: true,
      providers: [
        { provide: Jobs, useFactory: (persistence: Persistence) => new Jobs(persistence.url), inject: [Persistence] },
        Schedules,
        Housekeeping
      ],
      exports: [Jobs, Schedules]
    }
  }

  onApplicationBootstrap(): void {
    if (!this.settings.works) return
    this.relay.start(this.settings.tenant)
    this.schedules.start()
  }

  /** Before the database is let go of. */
  async beforeApplicationShutdown(): Promise<void> {
    this.schedules.stop()
    await this.relay.stop()
    await this.jobs.stop()
  }
}
