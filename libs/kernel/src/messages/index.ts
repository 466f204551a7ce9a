export { type MessagePage, MessageQueue, type NewMessage, type QueuedMessage } from './message-queue.ts'
export { channelsOf, type MessageFacts, type MessageText, textOn } from './message-text.ts'
export { MessagesModule } from './messages.module.ts'
export { messageTables } from './messages.tables.ts'
