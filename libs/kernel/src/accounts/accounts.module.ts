import { Module } from '@nestjs/common'
import { AccountItems } from './account-items.service.ts'
import { AccountItemsController } from './account-items.controller.ts'
import { AccountsController } from './accounts.controller.ts'
import { AccountsInBulk } from './accounts-in-bulk.ts'
import { AccountsService } from './accounts.service.ts'
import { FactBook } from './fact-book.ts'

@Module({
  controllers: [AccountsController, AccountItemsController],
  providers: [AccountsService, AccountItems, AccountsInBulk, FactBook],
  exports: [AccountsService, AccountItems, AccountsInBulk, FactBook]
})
export class AccountsModule {}
