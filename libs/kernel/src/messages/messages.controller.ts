import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers } from '../http/index.ts'
import { MessageQueue } from './message-queue.ts'
import { MessagesQuery, MessagesView, messageView } from './messages.views.ts'

@ApiTags('messages')
@Controller('messages')
export class MessagesController {
  constructor(@Inject(MessageQueue) private readonly queue: MessageQueue) {}

  @Get()
  @Answers(MessagesView, {
    summary: 'What customers and the operator are to be told, oldest first: all, or those of one account.'
  })
  async list(@Query({ schema: MessagesQuery }) query: z.output<typeof MessagesQuery>): Promise<MessagesView> {
    const { limit } = query
    const messages = await this.queue.list({ ...query, limit: limit + 1 })
    const page = messages.slice(0, limit)
    return { messages: page.map(messageView), next: messages.length > limit ? (page.at(-1)?.id ?? null) : null }
  }
}
