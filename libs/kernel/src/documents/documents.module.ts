import { Module } from '@nestjs/common'
import { AdjustmentsModule } from '../adjustments/index.ts'
import { BillingRunModule } from '../billing-run/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { DocumentsController } from './documents.controller.ts'
import { DocumentsService } from './documents.service.ts'

@Module({
  imports: [AdjustmentsModule, BillingRunModule, RulesHostModule],
  controllers: [DocumentsController],
  providers: [DocumentsService],
  exports: [DocumentsService]
})
export class DocumentsModule {}
