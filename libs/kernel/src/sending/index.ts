export { SendingModule } from './sending.module.ts'
export { type InvoiceSendingRefusal, type RunSendingRefusal, SendingService } from './sending.service.ts'
