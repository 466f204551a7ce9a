// What an operator says of the numbers of invoices.
import { defineStatement } from '../signature/signature.ts'

export const numberingStatement = defineStatement({
  id: 'kernel.invoice-numbers',
  in: ['operator', 'currency'],
  pattern: 'invoices numbered <form> [, at least <digits> digits]',
  slots: {
    form: {
      kind: 'text',
      doc: '{number} once, {year} where wanted, and capital letters, digits and hyphens: "DE-{number}"'
    },
    digits: {
      kind: 'count',
      optional: true,
      min: 6,
      max: 12,
      doc: 'of the number, which begins with zeros: 6, when left out'
    }
  },
  doc: 'How invoices are numbered as they are issued: from 1 on, without a gap, in one series for each text beside the number. {year} is the year of the day of issue where the customer is: each year is a series of its own, and begins at 1. A text that was used before goes on where it ended. Invoices in a currency whose braces say nothing of it are numbered with those of the operator. Notes, payments and refunds have series of their own. INV-000001 is the first, when left out.',
  example: 'invoices numbered "{year}-{number}"'
})
