import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

/** An issued invoice that its customer was sent, once or more often. Beside the invoice, which never changes. */
export const SentInvoiceTable = defineEntity({
  name: 'SentInvoice',
  ...tenantOnly('sent_invoice'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    invoice: p.uuid().primary(),
    run: p.uuid(),
    times: p.integer(),
    /** By which sending of its run, counted from 1, it was sent last; 0: by itself, before any. */
    sending: p.integer(),
    firstSentAt: p.type(InstantType),
    lastSentAt: p.type(InstantType)
  }
})
export type SentInvoiceRow = InferEntity<typeof SentInvoiceTable>
