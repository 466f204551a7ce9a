import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** A bill that no invoice of its account stands for alone: it came to nothing, stands on the invoice of another, or has several, with a row for each. Its events are billed all the same. */
export const EmptyBillTable = defineEntity({
  name: 'EmptyBill',
  ...tenantOnly('empty_bill'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    /** Of the invoice, where it stands on one. */
    id: p.uuid().primary(),
    /** The account whose invoice it stands on; null: it came to nothing. */
    payer: p.uuid().nullable(),
    /** Whose uses it brings, where the bill has several invoices; null: those of all. */
    subscriptions: p.array().columnType('uuid[]').nullable(),
    billDate: p.type(PlainDateType),
    knownAt: p.type(InstantType),
    /** As of an invoice; null for those that are older than these columns. */
    run: p.uuid().nullable(),
    fromDate: p.type(PlainDateType).nullable(),
    since: p.type(PlainDateType).nullable(),
    /** With the drafts of its run, while that was reviewed. */
    cancelledAt: p.type(InstantType).nullable()
  },
  indexes: [
    { name: 'empty_bill_run', properties: ['tenant', 'run', 'account'] },
    {
      name: 'empty_bill_payer',
      expression: 'create index "empty_bill_payer" on "empty_bill" ("tenant", "id") where payer is not null'
    }
  ]
})

/** What is remembered as billed: a line, or one of the parts of a line (the first one speaks for it). */
export const InvoiceLineTable = defineEntity({
  name: 'InvoiceLine',
  ...tenantOnly('invoice_line'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    periodUntil: p.type(PlainDateType).primary(),
    invoice: p.uuid().primary(),
    line: p.integer().primary(),
    part: p.smallint().primary(),
    key: p.text(),
    type: p.text(),
    subscription: p.uuid().nullable(),
    /** What the customer knew the subscription by on the day of the bill; null: as it was first called. */
    label: p.text().nullable(),
    series: p.text(),
    ledger: p.text().$type<'revenue' | 'bond' | 'expense'>(),
    category: p.text(),
    fromDate: p.type(PlainDateType),
    untilDate: p.type(PlainDateType),
    coversFrom: p.type(PlainDateType).nullable(),
    coversUntil: p.type(PlainDateType).nullable(),
    quantity: p.text(),
    amount: p.bigint('bigint'),
    exact: p.bigint('bigint'),
    description: p.text(),
    correctsInvoice: p.uuid().nullable(),
    correctsLine: p.integer().nullable(),
    explanation: p.json<unknown>().columnType('json'),
    /** Of the line, without the taxes that its price includes; null where it is the amount, and on further parts. */
    net: p.bigint('bigint').nullable(),
    /** How it is taxed; null: not at all. */
    tax: p.json<unknown>().columnType('json').nullable()
  }
})

/** Events whose amount an allowance or newer rules changed: what the itemised usage of a bill shows instead. */
export const InvoiceUsageTable = defineEntity({
  name: 'InvoiceUsage',
  ...tenantOnly('invoice_usage'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    /** Or the empty bill. */
    invoice: p.uuid().primary(),
    event: p.text().primary(),
    coveredTicks: p.bigint('bigint'),
    amount: p.bigint('bigint')
  }
})
