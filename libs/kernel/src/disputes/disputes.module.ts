import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { AdjustmentsModule } from '../adjustments/index.ts'
import { BillingRunModule } from '../billing-run/index.ts'
import { DisputesController } from './disputes.controller.ts'
import { DisputesService } from './disputes.service.ts'

@Module({
  imports: [AccountsModule, AdjustmentsModule, BillingRunModule],
  controllers: [DisputesController],
  providers: [DisputesService],
  exports: [DisputesService]
})
export class DisputesModule {}
