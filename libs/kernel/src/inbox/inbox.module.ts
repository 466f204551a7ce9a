import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { KernelSettings } from '../persistence/index.ts'
import { Schedules } from '../scheduling/index.ts'
import { UsageModule } from '../usage/index.ts'
import { InboxController } from './inbox.controller.ts'
import { Inbox } from './inbox.service.ts'

@Module({ imports: [UsageModule], controllers: [InboxController], providers: [Inbox], exports: [Inbox] })
export class InboxModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  onModuleInit(): void {
    if (this.settings.inbox === undefined) return
    this.schedules.define({ name: 'usage-inbox', rhythm: { every: 'minute' }, work: () => this.inbox.sweep() })
  }
}
