import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PaymentPurposes, PaymentsModule } from '../payments/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { PocketExpiry } from './expire-pockets.ts'
import { FilledPockets } from './filled-pocket.ts'
import { SubscriptionsModule } from '../subscriptions/index.ts'
import { MovedPockets } from './moved-pockets.ts'
import { PocketGroupsController } from './pocket-groups.controller.ts'
import { PocketGroups } from './pocket-groups.service.ts'
import { PocketsController } from './pockets.controller.ts'
import { PocketsService } from './pockets.service.ts'
import { ReversedTopUps } from './reversed-top-ups.ts'

@Module({
  imports: [AccountsModule, LedgerModule, PaymentsModule, RulesHostModule, SubscriptionsModule],
  controllers: [PocketsController, PocketGroupsController],
  providers: [PocketsService, PocketGroups, PocketExpiry, FilledPockets, MovedPockets, ReversedTopUps],
  exports: [PocketsService, PocketGroups, PocketExpiry, FilledPockets, MovedPockets]
})
export class PocketsModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(PocketExpiry) private readonly expiry: PocketExpiry,
    @Inject(MovedPockets) private readonly moved: MovedPockets,
    @Inject(PaymentPurposes) private readonly purposes: PaymentPurposes,
    @Inject(ReversedTopUps) private readonly reversed: ReversedTopUps
  ) {}

  onModuleInit(): void {
    this.purposes.add((client, payment, on) => this.reversed.takeBack(client, payment, on))
    this.schedules.define({ name: 'expire-pockets', rhythm: { every: 'minute' }, work: () => this.expiry.expire() })
    this.schedules.define({ name: 'move-pockets', rhythm: { every: 'minute' }, work: () => this.moved.follow() })
  }
}
