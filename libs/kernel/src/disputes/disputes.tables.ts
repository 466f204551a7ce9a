import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

export type DisputeStatus = 'open' | 'credited' | 'rejected'

/** What a customer says is wrong with an invoice. Decided once, it never changes. */
export const DisputeTable = defineEntity({
  name: 'Dispute',
  ...tenantOnly('dispute'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    invoice: p.uuid(),
    /** Null: the invoice as a whole. */
    line: p.integer().nullable(),
    /** Micro, taxes included. */
    amount: p.bigint('bigint'),
    reason: p.text(),
    remark: p.text(),
    status: p.text().$type<DisputeStatus>(),
    openedBy: p.text(),
    openedAt: p.type(InstantType),
    /** The credit note that ends it, or that waits for approval. */
    adjustment: p.uuid().nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: p.type(InstantType).nullable(),
    /** Why it was rejected. */
    decision: p.text().nullable()
  },
  indexes: [
    { name: 'dispute_id', properties: ['tenant', 'id'] },
    { name: 'dispute_invoice', properties: ['tenant', 'account', 'invoice'] },
    {
      name: 'dispute_open',
      expression: `create index "dispute_open" on "dispute" ("tenant", "invoice") where status = 'open'`
    }
  ]
})

export const disputeTables = [DisputeTable]
