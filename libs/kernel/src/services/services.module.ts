import { Module } from '@nestjs/common'
import { SubscriptionsModule } from '../subscriptions/index.ts'
import { ServiceBook } from './service-book.ts'
import { ServicesController } from './services.controller.ts'
import { ServicesService } from './services.service.ts'

@Module({
  imports: [SubscriptionsModule],
  controllers: [ServicesController],
  providers: [ServiceBook, ServicesService],
  exports: [ServiceBook, ServicesService]
})
export class ServicesModule {}
