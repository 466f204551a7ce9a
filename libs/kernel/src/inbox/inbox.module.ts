import { Module } from '@nestjs/common'
import { UsageModule } from '../usage/index.ts'
import { InboxJob } from './inbox-job.ts'
import { InboxController } from './inbox.controller.ts'
import { Inbox } from './inbox.service.ts'

@Module({ imports: [UsageModule], controllers: [InboxController], providers: [Inbox, InboxJob], exports: [Inbox] })
export class InboxModule {}
