import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { OutboxRelay } from '../persistence/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { RetentionDesk, SubscriptionsModule } from '../subscriptions/index.ts'
import { OfferedDeeds } from './offered-deeds.ts'
import { RetentionController } from './retention.controller.ts'
import { RetentionList } from './retention-list.ts'
import { RetentionService } from './retention.service.ts'

/** Global: a change of a subscription may go to the retention desk. */
@Global()
@Module({
  imports: [AccountsModule, SubscriptionsModule],
  controllers: [RetentionController],
  providers: [RetentionService, OfferedDeeds, { provide: RetentionDesk, useClass: RetentionList }],
  exports: [RetentionService, RetentionDesk]
})
export class RetentionModule implements OnModuleInit {
  constructor(
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(RetentionService) private readonly retention: RetentionService
  ) {}

  onModuleInit(): void {
    this.relay.subscribe('subscription.terminated', (_tenant, { subject }) => this.retention.dropEnded(subject))
    const rhythm = { every: 'minute' } as const
    this.schedules.define({ name: 'retention', rhythm, work: () => this.retention.carryOutDue() })
    this.schedules.define({ name: 'retention-ended', rhythm, work: () => this.retention.dropAllEnded() })
  }
}
