import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PaymentsModule } from '../payments/index.ts'
import { BillingRules } from './billing-rules.ts'
import { BillingRunController } from './billing-run.controller.ts'
import { BillingRunService } from './billing-run.service.ts'
import { ChunkConsumer } from './chunk-consumer.ts'
import { ChunkWorker } from './chunk-worker.ts'
import { InvoicesController } from './invoices.controller.ts'
import { InvoicesService } from './invoices.service.ts'
import { WhyNotController } from './why-not.controller.ts'
import { WhyNotService } from './why-not.service.ts'

@Module({
  imports: [AccountsModule, LedgerModule, PaymentsModule],
  controllers: [BillingRunController, InvoicesController, WhyNotController],
  providers: [BillingRules, BillingRunService, InvoicesService, WhyNotService, ChunkWorker, ChunkConsumer],
  exports: [BillingRunService, InvoicesService, WhyNotService]
})
export class BillingRunModule {}
