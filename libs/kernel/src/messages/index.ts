export { type MessagePage, MessageQueue, type NewMessage, type QueuedMessage } from './message-queue.ts'
export { MessagesModule } from './messages.module.ts'
export { messageTables } from './messages.tables.ts'
