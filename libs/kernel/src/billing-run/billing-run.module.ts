import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { LedgerModule } from '../ledger/index.ts'
import { PaymentsModule } from '../payments/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { UsageModule } from '../usage/index.ts'
import { BillAtOnce } from './bill-at-once.ts'
import { BillingRules } from './billing-rules.ts'
import { BillPreviewController } from './bill-preview.controller.ts'
import { BillPreview } from './bill-preview.service.ts'
import { BillingRunController } from './billing-run.controller.ts'
import { BillingRunService } from './billing-run.service.ts'
import { ChargeChanges } from './charge-changes.ts'
import { CHUNK_QUEUE, type ChunkJob } from './enqueue-chunks.ts'
import { ChunkWorker } from './chunk-worker.ts'
import { ChangeJudge, ChargeAtOnce } from '../subscriptions/index.ts'
import { ExplainedUsesController } from './explained-uses.controller.ts'
import { ExplainedUses } from './explained-uses.service.ts'
import { InvoicesController } from './invoices.controller.ts'
import { InvoicesService } from './invoices.service.ts'
import { JudgeChanges } from './judge-changes.ts'
import { RunGrace } from './run-grace.service.ts'
import { RunGraceController } from './run-grace.controller.ts'
import { RunReview } from './run-review.service.ts'
import { StalledRuns } from './stalled-runs.service.ts'
import { WhyNotController } from './why-not.controller.ts'
import { WhyNotService } from './why-not.service.ts'

/** Global: subscriptions ask what rules say of a change, which may depend on usage and invoices. */
@Global()
@Module({
  imports: [AccountsModule, LedgerModule, PaymentsModule, UsageModule],
  controllers: [
    BillingRunController,
    RunGraceController,
    BillPreviewController,
    InvoicesController,
    ExplainedUsesController,
    WhyNotController
  ],
  providers: [
    BillingRules,
    BillingRunService,
    RunGrace,
    RunReview,
    StalledRuns,
    InvoicesService,
    ExplainedUses,
    WhyNotService,
    BillAtOnce,
    BillPreview,
    ChunkWorker,
    { provide: ChangeJudge, useClass: JudgeChanges },
    { provide: ChargeAtOnce, useClass: ChargeChanges }
  ],
  exports: [
    BillAtOnce,
    BillPreview,
    BillingRules,
    BillingRunService,
    RunGrace,
    RunReview,
    InvoicesService,
    ExplainedUses,
    WhyNotService,
    ChangeJudge,
    ChargeAtOnce
  ]
})
export class BillingRunModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(RunGrace) private readonly grace: RunGrace,
    @Inject(StalledRuns) private readonly stalled: StalledRuns,
    @Inject(BillingRunService) private readonly runs: BillingRunService
  ) {}

  onModuleInit(): void {
    this.jobs.take<ChunkJob>(CHUNK_QUEUE, chunk => this.runs.workChunk(chunk))
    const rhythm = { every: 'minute' } as const
    this.schedules.define({ name: 'billing-grace', rhythm, work: () => this.grace.closeDue() })
    this.schedules.define({ name: 'billing-stalled', rhythm, work: () => this.stalled.goOn() })
  }
}
