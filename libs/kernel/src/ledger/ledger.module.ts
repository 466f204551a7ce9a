import { Module } from '@nestjs/common'
import { ClosedPeriodsController } from './closed-periods.controller.ts'
import { ClosedPeriods } from './closed-periods.ts'
import { LedgerController } from './ledger.controller.ts'
import { LedgerService } from './ledger.service.ts'

@Module({
  controllers: [LedgerController, ClosedPeriodsController],
  providers: [LedgerService, ClosedPeriods],
  exports: [LedgerService, ClosedPeriods]
})
export class LedgerModule {}
