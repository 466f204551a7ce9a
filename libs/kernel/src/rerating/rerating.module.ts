import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { UsageModule } from '../usage/index.ts'
import { ExplainedMoves } from './explained-moves.ts'
import { ReratingBook } from './rerating-book.ts'
import { ReratingWorker } from './rerating-worker.ts'
import { ReratingsController } from './reratings.controller.ts'
import { RERATING_QUEUE, type ReratingJob, Reratings } from './reratings.service.ts'

@Module({
  imports: [AccountsModule, UsageModule],
  controllers: [ReratingsController],
  providers: [Reratings, ReratingBook, ExplainedMoves, ReratingWorker],
  exports: [Reratings, ReratingBook, ExplainedMoves]
})
export class ReratingModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Reratings) private readonly reratings: Reratings
  ) {}

  onModuleInit(): void {
    this.jobs.take<ReratingJob>(RERATING_QUEUE, ({ id }) => this.reratings.drain(id))
  }
}
