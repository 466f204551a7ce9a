import { Module } from '@nestjs/common'
import { AccountParents } from './account-parents.service.ts'
import { AccountParentsController } from './account-parents.controller.ts'
import { AccountItems } from './account-items.service.ts'
import { AccountItemsController } from './account-items.controller.ts'
import { AccountsController } from './accounts.controller.ts'
import { AccountsInBulk } from './accounts-in-bulk.ts'
import { AccountsService } from './accounts.service.ts'
import { FactBook } from './fact-book.ts'
import { NamedSubscriptions } from './named-subscriptions.service.ts'

@Module({
  controllers: [AccountsController, AccountItemsController, AccountParentsController],
  providers: [AccountsService, AccountItems, AccountParents, AccountsInBulk, FactBook, NamedSubscriptions],
  exports: [AccountsService, AccountItems, AccountParents, AccountsInBulk, FactBook, NamedSubscriptions]
})
export class AccountsModule {}
