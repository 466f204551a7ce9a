import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { UsageModule } from '../usage/index.ts'
import { ExplainedMoves } from './explained-moves.ts'
import { RealTimeReratings } from './real-time-reratings.ts'
import { ReratingBills } from './rerating-bills.ts'
import { ReratingBook } from './rerating-book.ts'
import { RERATING_QUEUE, type ReratingJob, ReratingPlanner } from './rerating-planner.ts'
import { ReratingWorker } from './rerating-worker.ts'
import { ReratingsController } from './reratings.controller.ts'
import { Reratings } from './reratings.service.ts'
import { StalledReratings } from './stalled-reratings.ts'

@Module({
  imports: [AccountsModule, UsageModule],
  controllers: [ReratingsController],
  providers: [
    Reratings,
    RealTimeReratings,
    ReratingPlanner,
    ReratingBook,
    ReratingBills,
    ExplainedMoves,
    ReratingWorker,
    StalledReratings
  ],
  exports: [Reratings, RealTimeReratings, ReratingBook, ExplainedMoves]
})
export class ReratingModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Reratings) private readonly reratings: Reratings,
    @Inject(RealTimeReratings) private readonly realTime: RealTimeReratings,
    @Inject(StalledReratings) private readonly stalled: StalledReratings
  ) {}

  onModuleInit(): void {
    this.jobs.take<ReratingJob>(RERATING_QUEUE, ({ id }) => this.reratings.drain(id))
    const rhythm = { every: 'minute' } as const
    this.schedules.define({ name: 'rerate-in-real-time', rhythm, work: () => this.realTime.look() })
    this.schedules.define({ name: 'rerating-stalled', rhythm, work: () => this.stalled.goOn() })
  }
}
