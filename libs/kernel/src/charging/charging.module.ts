import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { UsageModule } from '../usage/index.ts'
import { AccountCreditController } from './account-credit.controller.ts'
import { ChargesController } from './charges.controller.ts'
import { ChargingCredits } from './charging-credits.ts'
import { ChargingFigures } from './charging-figures.ts'
import { ChargingService } from './charging.service.ts'
import { ConvergedChargingController } from './converged-charging.controller.ts'
import { StrayReservations } from './stray-reservations.ts'

@Module({
  imports: [AccountsModule, LedgerModule, RulesHostModule, UsageModule],
  controllers: [AccountCreditController, ChargesController, ConvergedChargingController],
  providers: [ChargingCredits, ChargingFigures, ChargingService, StrayReservations],
  exports: [ChargingFigures, ChargingService, StrayReservations]
})
export class ChargingModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(ChargingService) private readonly charging: ChargingService,
    @Inject(StrayReservations) private readonly stray: StrayReservations
  ) {}

  /** Sessions that never reported again are closed; what no session holds is given back; answers that nobody will ask for again go. */
  onModuleInit(): void {
    const rhythm = { every: 'day', at: '03:40', zone: 'UTC' } as const
    this.schedules.define({
      name: 'close-charging-sessions',
      rhythm: { every: 'minute' },
      work: () => this.charging.closeOverdue()
    })
    const work = () => this.stray.release()
    this.schedules.define({ name: 'release-stray-reservations', rhythm: { ...rhythm, at: '03:50' }, work })
    this.schedules.define({ name: 'forget-charging-answers', rhythm, work: () => this.charging.forgetAnswers() })
  }
}
