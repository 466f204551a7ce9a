import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { MessagesModule } from '../messages/index.ts'
import { OutboxRelay } from '../persistence/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { ServicesModule } from '../services/index.ts'
import { PoliciesController } from './policies.controller.ts'
import { Policies } from './policies.service.ts'
import { PolicyRules } from './policy-rules.ts'

const PASSES = 'policies'
const AT_ONCE_AFTER = [
  'usage-import.done',
  'usage-import.failed',
  'payment.recorded',
  'payment.reversed',
  'payment.refunded'
]

@Module({
  imports: [AccountsModule, ServicesModule, MessagesModule],
  controllers: [PoliciesController],
  providers: [Policies, PolicyRules],
  exports: [Policies]
})
export class PoliciesModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(Policies) private readonly policies: Policies
  ) {}

  /** Every minute, and as soon as usage was imported or money came. */
  onModuleInit(): void {
    this.schedules.define({ name: PASSES, rhythm: { every: 'minute' }, work: () => this.policies.pass() })
    for (const topic of AT_ONCE_AFTER) this.relay.subscribe(topic, () => this.jobs.enqueue(PASSES, [{ data: {} }]))
  }
}
