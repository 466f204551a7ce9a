import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common'
import { Persistence } from '../persistence/index.ts'
import { Jobs } from './jobs.ts'

/** Global: every feature may inject Jobs. */
@Module({})
export class SchedulingModule implements BeforeApplicationShutdown {
  constructor(@Inject(Jobs) private readonly jobs: Jobs) {}

  static forRoot(): DynamicModule {
    return {
      module: SchedulingModule,
      global: true,
      providers: [
        { provide: Jobs, useFactory: (persistence: Persistence) => new Jobs(persistence.url), inject: [Persistence] }
      ],
      exports: [Jobs]
    }
  }

  /** Before the database is let go of. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.stop()
  }
}
