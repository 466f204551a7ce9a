import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { MessagesModule } from '../messages/index.ts'
import { OutboxRelay } from '../persistence/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { UsageFollows } from '../subscriptions/index.ts'
import { ChargedUsage } from './charged-usage.ts'
import { ImportRegister } from './import-register.ts'
import { QuarantineController } from './quarantine.controller.ts'
import { QuarantineWatch } from './quarantine-watch.ts'
import { UsageQuarantine } from './quarantine.service.ts'
import { RatedUsageController } from './rated-usage.controller.ts'
import { RatedUsage } from './rated-usage.service.ts'
import { RatingSetups } from './rating-setup.ts'
import { UnratedUses } from './unrated-uses.ts'
import { UsageBodies } from './usage-bodies.ts'
import { UsageEventsController } from './usage-events.controller.ts'
import { UsageEventIntake } from './usage-events.service.ts'
import { UsageFigureBook } from './usage-figures.service.ts'
import { NUMBER_MOVED, UseFollows } from './use-follows.ts'
import { UsageImportsController } from './usage-imports.controller.ts'
import { UsageImports } from './usage-imports.service.ts'

/** Global: subscriptions tell when a number was somebody else's. */
@Global()
@Module({
  imports: [AccountsModule, MessagesModule],
  controllers: [UsageImportsController, UsageEventsController, QuarantineController, RatedUsageController],
  providers: [
    ChargedUsage,
    ImportRegister,
    RatingSetups,
    UsageBodies,
    UsageImports,
    UsageEventIntake,
    UnratedUses,
    UsageQuarantine,
    QuarantineWatch,
    RatedUsage,
    UsageFigureBook,
    { provide: UsageFollows, useClass: UseFollows }
  ],
  exports: [
    UsageFollows,
    RatingSetups,
    ChargedUsage,
    UnratedUses,
    UsageImports,
    UsageQuarantine,
    QuarantineWatch,
    RatedUsage,
    UsageFigureBook
  ]
})
export class UsageModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(QuarantineWatch) private readonly watch: QuarantineWatch,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(UsageQuarantine) private readonly quarantine: UsageQuarantine
  ) {}

  onModuleInit(): void {
    this.relay.subscribe('usage.set-aside', async () => {
      await this.quarantine.retry({ reason: NUMBER_MOVED })
    })
    if (!this.watch.watches) return
    this.schedules.define({
      name: 'usage-quarantine-watch',
      rhythm: { every: 'minute' },
      work: () => this.watch.look()
    })
  }
}
