import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { UsageModule } from '../usage/index.ts'
import { ExplainedMoves } from './explained-moves.ts'
import { ReratingBook } from './rerating-book.ts'
import { ReratingConsumer } from './rerating-consumer.ts'
import { ReratingWorker } from './rerating-worker.ts'
import { ReratingsController } from './reratings.controller.ts'
import { Reratings } from './reratings.service.ts'

@Module({
  imports: [AccountsModule, UsageModule],
  controllers: [ReratingsController],
  providers: [Reratings, ReratingBook, ExplainedMoves, ReratingWorker, ReratingConsumer],
  exports: [Reratings, ReratingBook, ExplainedMoves]
})
export class ReratingModule {}
