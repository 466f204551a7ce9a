import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { DueChanges } from './due-changes.ts'
import { RenumberingService } from './renumbering.service.ts'
import { SubscriptionStarts } from './subscription-starts.ts'
import { SubscriptionsController } from './subscriptions.controller.ts'
import { SubscriptionsInBulk } from './subscriptions-in-bulk.ts'
import { SubscriptionsService } from './subscriptions.service.ts'

@Module({
  imports: [AccountsModule],
  controllers: [SubscriptionsController],
  providers: [DueChanges, SubscriptionStarts, SubscriptionsService, RenumberingService, SubscriptionsInBulk],
  exports: [SubscriptionsService, RenumberingService, SubscriptionsInBulk]
})
export class SubscriptionsModule {}
