import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleInit
} from '@nestjs/common'
import { KernelSettings, OutboxRelay, Persistence } from '../persistence/index.ts'
import { Housekeeping } from './housekeeping.ts'
import { Jobs } from './jobs.ts'
import { Schedules } from './schedules.ts'

/** Global: every feature may inject Jobs and Schedules. A process that works relays events and looks at schedules. */
@Module({})
export class SchedulingModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Housekeeping) private readonly housekeeping: Housekeeping,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  static forRoot(): DynamicModule {
    return {
      module: SchedulingModule,
      global: true,
      providers: [
        {
          provide: Jobs,
          useFactory: ({ url }: Persistence, { tenant }: KernelSettings) => new Jobs(url, tenant),
          inject: [Persistence, KernelSettings]
        },
        Schedules,
        Housekeeping
      ],
      exports: [Jobs, Schedules]
    }
  }

  onModuleInit(): void {
    const rhythm = { every: 'day', at: '03:30', zone: 'UTC' } as const
    this.schedules.define({ name: 'housekeeping', rhythm, work: () => this.housekeeping.tidy() })
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works) return
    this.relay.start(this.settings.tenant)
    await this.jobs.workOnTaken()
    await this.schedules.start()
  }

  /** Before the database is let go of. */
  async beforeApplicationShutdown(): Promise<void> {
    this.schedules.stop()
    await this.relay.stop()
    await this.jobs.stop()
  }
}
