import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PaymentsModule } from '../payments/index.ts'
import { BillingRunService } from './billing-run.service.ts'
import type { BillingRules } from './billing-rules.ts'
import { ChunkConsumer } from './chunk-consumer.ts'
import { ChunkWorker } from './chunk-worker.ts'
import { InvoicesService } from './invoices.service.ts'

@Module({})
export class BillingRunModule {
  /** `rules` provides BillingRules; `imports` are the modules that it needs. */
  static forRoot(rules: Provider<BillingRules>, imports: NonNullable<ModuleMetadata['imports']> = []): DynamicModule {
    return {
      module: BillingRunModule,
      imports: [AccountsModule, LedgerModule, PaymentsModule, ...imports],
      providers: [rules, BillingRunService, InvoicesService, ChunkWorker, ChunkConsumer],
      exports: [BillingRunService, InvoicesService]
    }
  }
}
