import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { DeedsModule } from '../deeds/index.ts'
import { PocketsModule } from '../pockets/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { VoucherRedemptions } from './redeem-voucher.ts'
import { VoucherGifts } from './voucher-gifts.ts'
import { VouchersController } from './vouchers.controller.ts'
import { VouchersService } from './vouchers.service.ts'

@Module({
  imports: [AccountsModule, DeedsModule, PocketsModule, RulesHostModule],
  controllers: [VouchersController],
  providers: [VouchersService, VoucherGifts, VoucherRedemptions],
  exports: [VouchersService, VoucherRedemptions]
})
export class VouchersModule {}
