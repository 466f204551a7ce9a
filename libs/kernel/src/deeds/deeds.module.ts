import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { DeedsController } from './deeds.controller.ts'
import { DeedsService } from './deeds.service.ts'

@Module({
  imports: [AccountsModule],
  controllers: [DeedsController],
  providers: [DeedsService],
  exports: [DeedsService]
})
export class DeedsModule {}
