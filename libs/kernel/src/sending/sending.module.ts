import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { BillingRunModule } from '../billing-run/index.ts'
import { MessagesModule } from '../messages/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { InvoiceMessages } from './invoice-messages.ts'
import { SendingController } from './sending.controller.ts'
import { SENDING_QUEUE, type SendingJob, SendingService } from './sending.service.ts'

@Module({
  imports: [BillingRunModule, MessagesModule, RulesHostModule],
  controllers: [SendingController],
  providers: [SendingService, InvoiceMessages],
  exports: [SendingService]
})
export class SendingModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(SendingService) private readonly sending: SendingService
  ) {}

  onModuleInit(): void {
    this.jobs.take<SendingJob>(SENDING_QUEUE, ({ run }) => this.sending.drain(run))
    const rhythm = { every: 'minute' } as const
    this.schedules.define({ name: 'invoice-sending-stalled', rhythm, work: () => this.sending.goOn() })
  }
}
