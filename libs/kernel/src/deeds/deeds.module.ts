import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { OutboxRelay } from '../persistence/index.ts'
import { DeedsController } from './deeds.controller.ts'
import { ContractSigning } from '../subscriptions/index.ts'
import { DeedsInBulk } from './deeds-in-bulk.ts'
import { DeedPockets } from './move-pockets.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PocketsModule } from '../pockets/index.ts'
import { DeedsService } from './deeds.service.ts'
import { SignContracts } from './sign-contracts.ts'
import { ToldLeavings } from './told-leavings.ts'

/** Global: a new subscription may sign a contract, which is a deed. */
@Global()
@Module({
  imports: [AccountsModule, LedgerModule, PocketsModule],
  controllers: [DeedsController],
  providers: [
    DeedsService,
    DeedsInBulk,
    DeedPockets,
    ToldLeavings,
    { provide: ContractSigning, useClass: SignContracts }
  ],
  exports: [DeedsService, DeedsInBulk, ContractSigning]
})
export class DeedsModule implements OnModuleInit {
  constructor(
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(ToldLeavings) private readonly leavings: ToldLeavings
  ) {}

  onModuleInit(): void {
    for (const kind of ['subscribed', 'terminated', 'moved', 'withdrawn'])
      this.relay.subscribe(`subscription.${kind}`, (_tenant, { subject }) => this.leavings.followSubscription(subject))
    this.relay.subscribe('account.deed', (_tenant, { payload, subject }) => {
      const { deed } = payload as { readonly deed: string }
      return this.leavings.followDeed(subject, deed)
    })
  }
}
