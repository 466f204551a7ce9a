import { Module } from '@nestjs/common'
import { AccountsController } from './accounts.controller.ts'
import { AccountsInBulk } from './accounts-in-bulk.ts'
import { AccountsService } from './accounts.service.ts'
import { FactBook } from './fact-book.ts'

@Module({
  controllers: [AccountsController],
  providers: [AccountsService, AccountsInBulk, FactBook],
  exports: [AccountsService, AccountsInBulk, FactBook]
})
export class AccountsModule {}
