import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { BillingRunModule } from '../billing-run/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PocketsModule } from '../pockets/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { PointsEarnings } from './points-earnings.service.ts'

@Module({
  imports: [AccountsModule, BillingRunModule, LedgerModule, PocketsModule],
  providers: [PointsEarnings],
  exports: [PointsEarnings]
})
export class PointsModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(PointsEarnings) private readonly earnings: PointsEarnings
  ) {}

  onModuleInit(): void {
    this.schedules.define({ name: 'earn-points', rhythm: { every: 'minute' }, work: () => this.earnings.earn() })
  }
}
