import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { AccountTaxesController } from './account-taxes.controller.ts'
import { AccountTaxes } from './account-taxes.service.ts'

@Module({
  imports: [AccountsModule],
  controllers: [AccountTaxesController],
  providers: [AccountTaxes],
  exports: [AccountTaxes]
})
export class AccountTaxesModule {}
