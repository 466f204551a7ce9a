import { Module } from '@nestjs/common'
import { UsageModule } from '../usage/index.ts'
import { ReconciliationsController } from './reconciliations.controller.ts'
import { Reconciliations } from './reconciliations.service.ts'

@Module({
  imports: [UsageModule],
  controllers: [ReconciliationsController],
  providers: [Reconciliations],
  exports: [Reconciliations]
})
export class ReconciliationsModule {}
