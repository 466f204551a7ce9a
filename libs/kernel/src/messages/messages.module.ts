import { Module } from '@nestjs/common'
import { MessageQueue } from './message-queue.ts'
import { MessagesController } from './messages.controller.ts'

@Module({ controllers: [MessagesController], providers: [MessageQueue], exports: [MessageQueue] })
export class MessagesModule {}
