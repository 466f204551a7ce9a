import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { BillingRunModule } from '../billing-run/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { AdjustmentRules } from './adjustment-rules.ts'
import { AdjustmentsController } from './adjustments.controller.ts'
import { AdjustmentsService } from './adjustments.service.ts'
import { Approvals } from './approvals.ts'
import { Cancellations } from './cancellations.service.ts'
import { DebitLines } from './debit-lines.ts'
import { NoteDocuments } from './note-documents.service.ts'
import { Rebilling } from './rebilling.service.ts'

@Module({
  imports: [AccountsModule, BillingRunModule, LedgerModule, RulesHostModule],
  controllers: [AdjustmentsController],
  providers: [AdjustmentsService, AdjustmentRules, Approvals, Cancellations, DebitLines, NoteDocuments, Rebilling],
  exports: [AdjustmentsService, Cancellations, NoteDocuments, Rebilling]
})
export class AdjustmentsModule {}
