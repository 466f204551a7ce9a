import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { DueChanges } from './due-changes.ts'
import { SubscriptionsController } from './subscriptions.controller.ts'
import { SubscriptionsInBulk } from './subscriptions-in-bulk.ts'
import { SubscriptionsService } from './subscriptions.service.ts'

@Module({
  imports: [AccountsModule],
  controllers: [SubscriptionsController],
  providers: [DueChanges, SubscriptionsService, SubscriptionsInBulk],
  exports: [SubscriptionsService, SubscriptionsInBulk]
})
export class SubscriptionsModule {}
