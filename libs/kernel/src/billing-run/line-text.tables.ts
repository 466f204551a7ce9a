import { defineEntity, p } from '@mikro-orm/core'
import { PlainDateType, tenantOnly, wordsOf } from '../persistence/index.ts'

/** What lines say, each description once. */
export const LineTextTable = defineEntity({
  name: 'LineText',
  ...tenantOnly('line_text'),
  properties: {
    tenant: p.text().primary(),
    /** Of the description itself: `textId`. */
    id: p.bigint('bigint').primary(),
    description: p.text()
  },
  indexes: [
    {
      name: 'line_text_words',
      expression: `create index "line_text_words" on "line_text" using gin (${wordsOf('"description"')})`
    }
  ]
})

/** On which invoices a description stands, in order of bill date. */
export const InvoiceTextTable = defineEntity({
  name: 'InvoiceText',
  ...tenantOnly('invoice_text'),
  properties: {
    tenant: p.text().primary(),
    text: p.bigint('bigint').primary(),
    billDate: p.type(PlainDateType).primary(),
    invoice: p.uuid().primary(),
    account: p.uuid()
  }
})
