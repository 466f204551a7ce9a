import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

export type AdjustmentKind = 'credit-note' | 'debit-note' | 'write-off'
export type AdjustmentStatus = 'proposed' | 'approved' | 'rejected'

/** What a person corrects of an issued invoice. Decided once, it never changes. */
export const AdjustmentTable = defineEntity({
  name: 'Adjustment',
  ...tenantOnly('adjustment'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    invoice: p.uuid(),
    kind: p.text().$type<AdjustmentKind>(),
    status: p.text().$type<AdjustmentStatus>(),
    /** Of the series of its kind, once it is approved. */
    number: p.text().nullable(),
    reason: p.text(),
    remark: p.text(),
    currency: p.text(),
    net: p.bigint('bigint'),
    total: p.bigint('bigint'),
    taxes: p.json<unknown>().nullable(),
    /** What the ledger is told of lines and taxes, as an invoice keeps it. */
    sums: p.json<unknown>(),
    proposedBy: p.text(),
    proposedAt: p.type(InstantType),
    decidedBy: p.text().nullable(),
    decidedAt: p.type(InstantType).nullable(),
    /** Why it was rejected, or what the approver said. */
    decision: p.text().nullable(),
    /** Approved, it cancels its invoice. */
    cancels: p.boolean().defaultRaw('false'),
    /** Names and the address, as they were when it was decided; null: it is not, or was before they were kept. */
    billedTo: p.json<unknown>().nullable(),
    /** Day of the books. */
    date: p.type(PlainDateType).nullable()
  },
  indexes: [
    { name: 'adjustment_id', properties: ['tenant', 'id'] },
    {
      name: 'adjustment_number',
      expression:
        'create unique index "adjustment_number" on "adjustment" ("tenant", "number") where number is not null'
    },
    {
      name: 'adjustment_proposed',
      expression: `create index "adjustment_proposed" on "adjustment" ("tenant", "id") where status = 'proposed'`
    }
  ]
})

export const AdjustmentLineTable = defineEntity({
  name: 'AdjustmentLine',
  ...tenantOnly('adjustment_line'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    adjustment: p.uuid().primary(),
    line: p.integer().primary(),
    /** The line of the invoice that it corrects. */
    invoiceLine: p.integer().nullable(),
    ledger: p.text().$type<'revenue' | 'bond' | 'expense'>(),
    category: p.text(),
    description: p.text(),
    /** Of the subscription. */
    label: p.text().nullable(),
    fromDate: p.type(PlainDateType).nullable(),
    untilDate: p.type(PlainDateType).nullable(),
    amount: p.bigint('bigint'),
    net: p.bigint('bigint'),
    /** Each tax of its treatment and what it comes to; null: not taxed. */
    taxes: p.json<unknown>().nullable()
  }
})

export const adjustmentTables = [AdjustmentTable, AdjustmentLineTable]
