import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PaymentPurposes } from './payment-purposes.ts'
import { PaymentsController } from './payments.controller.ts'
import { PaymentsService } from './payments.service.ts'

@Module({
  imports: [AccountsModule, LedgerModule],
  controllers: [PaymentsController],
  providers: [PaymentsService, PaymentPurposes],
  exports: [PaymentsService, PaymentPurposes]
})
export class PaymentsModule {}
