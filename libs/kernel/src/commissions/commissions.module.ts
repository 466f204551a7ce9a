import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { BillingRunModule } from '../billing-run/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { CommissionRunsController } from './commission-runs.controller.ts'
import { CommissionEarnings } from './earnings.service.ts'
import { PartnersController } from './partners.controller.ts'
import { PartnersService } from './partners.service.ts'
import { CommissionRuns } from './payment-runs.service.ts'
import { CommissionStatements } from './statements.service.ts'

@Module({
  imports: [AccountsModule, BillingRunModule, LedgerModule],
  controllers: [PartnersController, CommissionRunsController],
  providers: [PartnersService, CommissionEarnings, CommissionStatements, CommissionRuns],
  exports: [PartnersService, CommissionEarnings, CommissionStatements, CommissionRuns]
})
export class CommissionsModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(CommissionEarnings) private readonly earnings: CommissionEarnings
  ) {}

  onModuleInit(): void {
    this.schedules.define({ name: 'earn-commissions', rhythm: { every: 'minute' }, work: () => this.earnings.earn() })
  }
}
