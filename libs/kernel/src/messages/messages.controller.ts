import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, Refused } from '../http/index.ts'
import { MessageQueue } from './message-queue.ts'
import { MessagesQuery, MessagesView, messageView } from './messages.views.ts'

const NOT_READ = 'The query parameter after is not what the page before gave as next: there is no such message.'
const NO_CURSOR = [{ field: 'after', message: 'not a cursor' }]

@ApiTags('messages')
@Controller('messages')
export class MessagesController {
  constructor(@Inject(MessageQueue) private readonly queue: MessageQueue) {}

  @Get()
  @Answers(MessagesView, {
    summary:
      'What customers and the operator are to be told, oldest first: all, or those of one account. Whoever goes on after the last one read misses none.'
  })
  async list(@Query({ schema: MessagesQuery }) query: z.output<typeof MessagesQuery>): Promise<MessagesView> {
    const { after, limit } = query
    if (after !== undefined && !(await this.queue.has(after))) throw new Refused(400, 'bad-cursor', NOT_READ, NO_CURSOR)
    const asked = { ...query, limit: limit + 1 }
    const messages = found(await this.queue.list(asked), 'account', query.account ?? '')
    const page = messages.slice(0, limit)
    return { messages: page.map(messageView), next: messages.length > limit ? (page.at(-1)?.id ?? null) : null }
  }
}
