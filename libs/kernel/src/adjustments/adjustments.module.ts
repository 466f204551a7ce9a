import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { BillingRunModule } from '../billing-run/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { AdjustmentsController } from './adjustments.controller.ts'
import { AdjustmentsService } from './adjustments.service.ts'
import { Approvals } from './approvals.ts'
import { Cancellations } from './cancellations.service.ts'

@Module({
  imports: [AccountsModule, BillingRunModule, LedgerModule],
  controllers: [AdjustmentsController],
  providers: [AdjustmentsService, Approvals, Cancellations],
  exports: [AdjustmentsService, Cancellations]
})
export class AdjustmentsModule {}
