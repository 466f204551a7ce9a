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

/** Global: a new subscription may sign a contract, which is a deed. */
@Global()
@Module({
  imports: [AccountsModule, LedgerModule, PocketsModule],
  controllers: [DeedsController],
  providers: [DeedsService, DeedsInBulk, DeedPockets, { provide: ContractSigning, useClass: SignContracts }],
  exports: [DeedsService, DeedsInBulk, ContractSigning]
})
export class DeedsModule implements OnModuleInit {
  constructor(
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(DeedsService) private readonly deeds: DeedsService
  ) {}

  onModuleInit(): void {
    for (const topic of ['subscription.terminated', 'subscription.moved']) {
      this.relay.subscribe(topic, (_tenant, { payload }) => {
        const { account } = payload as { readonly account: string }
        return this.deeds.left(account)
      })
    }
    this.relay.subscribe('account.deed', async (_tenant, { payload, subject }) => {
      const { deed } = payload as { readonly deed: string }
      if (this.deeds.isToldWhenLeft(deed)) await this.deeds.left(subject)
    })
  }
}
