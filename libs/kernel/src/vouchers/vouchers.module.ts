import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { PocketsModule } from '../pockets/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { VoucherRedemptions } from './redeem-voucher.ts'
import { VouchersController } from './vouchers.controller.ts'
import { VouchersService } from './vouchers.service.ts'

@Module({
  imports: [AccountsModule, PocketsModule, RulesHostModule],
  controllers: [VouchersController],
  providers: [VouchersService, VoucherRedemptions],
  exports: [VouchersService, VoucherRedemptions]
})
export class VouchersModule {}
