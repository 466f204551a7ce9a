export { InboxModule } from './inbox.module.ts'
export { Inbox, type InboxView, type Sweep, type SweptFile } from './inbox.service.ts'
