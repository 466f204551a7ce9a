import { Module, type DynamicModule } from '@nestjs/common'
import { AccountTaxesModule } from './account-taxes/index.ts'
import { AccountsModule } from './accounts/index.ts'
import { AdjustmentsModule } from './adjustments/index.ts'
import { DisputesModule } from './disputes/index.ts'
import { BillingRunModule } from './billing-run/index.ts'
import { ChargingModule } from './charging/index.ts'
import { CommissionsModule } from './commissions/index.ts'
import { DeedImportsModule } from './deed-imports/index.ts'
import { DeedsModule } from './deeds/index.ts'
import { DocumentsModule } from './documents/index.ts'
import { ImpactModule } from './impact/index.ts'
import { InboxModule } from './inbox/index.ts'
import { LedgerModule } from './ledger/index.ts'
import { MessagesModule } from './messages/index.ts'
import { MetricsModule } from './metrics/index.ts'
import { PaymentsModule } from './payments/index.ts'
import { PersistenceModule, type KernelOptions } from './persistence/index.ts'
import { PluginHostModule } from './plugin-host/plugin-host.module.ts'
import { PocketsModule } from './pockets/index.ts'
import { PointsModule } from './points/index.ts'
import { PoliciesModule } from './policies/index.ts'
import { RadiusModule } from './radius/index.ts'
import { ReratingModule } from './rerating/index.ts'
import { ReconciliationsModule } from './reconciliations/index.ts'
import { RetentionModule } from './retention/index.ts'
import { RulesHostModule } from './rules-host/index.ts'
import { SchedulingModule } from './scheduling/index.ts'
import { SendingModule } from './sending/index.ts'
import { ServicesModule } from './services/index.ts'
import { SubscriptionsModule } from './subscriptions/index.ts'
import { StatisticsModule } from './statistics/index.ts'
import { keepHeapSteady } from './steady-heap.ts'
import { tables } from './tables.ts'
import { UsageModule } from './usage/index.ts'
import { VouchersModule } from './vouchers/index.ts'

/** What customers are told. */
const TELLING = [MessagesModule, SendingModule, PoliciesModule]

/** Everything that Farthing remembers and waits for: `NestFactory.createApplicationContext(KernelModule.forRoot({ ... }))`. */
@Module({})
export class KernelModule {
  static forRoot(options: KernelOptions): DynamicModule {
    if (options.sharesProcess !== true) keepHeapSteady()
    return {
      module: KernelModule,
      imports: [
        PersistenceModule.forRoot(options, tables),
        SchedulingModule.forRoot(),
        PluginHostModule,
        RulesHostModule,
        AccountsModule,
        AccountTaxesModule,
        SubscriptionsModule,
        LedgerModule,
        UsageModule,
        ReconciliationsModule,
        StatisticsModule,
        InboxModule,
        RadiusModule,
        MetricsModule,
        PaymentsModule,
        PocketsModule,
        VouchersModule,
        ChargingModule,
        BillingRunModule,
        AdjustmentsModule,
        PointsModule,
        DisputesModule,
        RetentionModule,
        CommissionsModule,
        DeedImportsModule,
        DeedsModule,
        DocumentsModule,
        ImpactModule,
        ReratingModule,
        ServicesModule,
        ...TELLING
      ]
    }
  }
}
