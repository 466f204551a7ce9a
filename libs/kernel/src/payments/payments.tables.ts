import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** Money received from an account, or, below zero, credit paid out to it. Never changed but for its reversal. */
export const PaymentTable = defineEntity({
  name: 'Payment',
  ...tenantOnly('payment'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    number: p.text(),
    receivedOn: p.type(PlainDateType),
    amount: p.bigint('bigint'),
    currency: p.text(),
    method: p.text(),
    reference: p.text(),
    recordedAt: p.type(InstantType),
    reversedOn: p.type(PlainDateType).nullable(),
    reversalReason: p.text().nullable(),
    reason: p.text().nullable()
  },
  uniques: [{ name: 'payment_number', properties: ['tenant', 'number'] }]
})
export type PaymentRow = InferEntity<typeof PaymentTable>

/** What settles an invoice: a part of a payment, an adjustment (which may take less than nothing), or of the account's credit (then both are null). */
export const AllocationTable = defineEntity({
  name: 'PaymentAllocation',
  ...tenantOnly('payment_allocation'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    payment: p.uuid().nullable(),
    adjustment: p.uuid().nullable(),
    invoice: p.uuid(),
    amount: p.bigint('bigint'),
    allocatedOn: p.type(PlainDateType),
    releasedOn: p.type(PlainDateType).nullable()
  }
})
export type AllocationRow = InferEntity<typeof AllocationTable>

export const paymentTables = [PaymentTable, AllocationTable]
