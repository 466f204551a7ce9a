import { Controller, Get, Inject } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { Answers } from '../http/index.ts'
import { Inbox } from './inbox.service.ts'
import { InboxAnswer, inboxAnswer } from './inbox.views.ts'

@ApiTags('usage')
@Controller('usage/inbox')
export class InboxController {
  constructor(@Inject(Inbox) private readonly inbox: Inbox) {}

  @Get()
  @Answers(InboxAnswer, {
    summary: 'Files that wait in the inbox of this process, and why. Those taken are in the list of imports.'
  })
  async list(): Promise<InboxAnswer> {
    return inboxAnswer(await this.inbox.list())
  }
}
