import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PaymentPurposes } from './payment-purposes.ts'
import { PaymentsController } from './payments.controller.ts'
import { PaymentsService } from './payments.service.ts'
import { RefundsController } from './refunds.controller.ts'
import { RefundsService } from './refunds.service.ts'

@Module({
  imports: [AccountsModule, LedgerModule],
  controllers: [RefundsController, PaymentsController],
  providers: [PaymentsService, RefundsService, PaymentPurposes],
  exports: [PaymentsService, RefundsService, PaymentPurposes]
})
export class PaymentsModule {}
