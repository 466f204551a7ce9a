import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { DueChanges } from './due-changes.ts'
import { RenumberingService } from './renumbering.service.ts'
import { SubscriptionMoves } from './moves.service.ts'
import { SubscriptionRecorder } from './subscription-recorder.ts'
import { SubscriptionStarts } from './subscription-starts.ts'
import { SubscriptionsController } from './subscriptions.controller.ts'
import { SubscriptionsInBulk } from './subscriptions-in-bulk.ts'
import { SubscriptionsService } from './subscriptions.service.ts'

@Module({
  imports: [AccountsModule],
  controllers: [SubscriptionsController],
  providers: [
    DueChanges,
    SubscriptionRecorder,
    SubscriptionMoves,
    SubscriptionStarts,
    SubscriptionsService,
    RenumberingService,
    SubscriptionsInBulk
  ],
  exports: [SubscriptionsService, SubscriptionMoves, RenumberingService, SubscriptionsInBulk]
})
export class SubscriptionsModule {}
