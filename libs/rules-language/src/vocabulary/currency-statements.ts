// `currency EUR`, in a file by itself: who is billed by what stands in that file.
import { defineStatement } from '../signature/signature.ts'
import { currencyAtWork } from './currency-at-work.ts'

export const pricedInStatement = defineStatement({
  id: 'kernel.priced-in',
  in: ['file'],
  pattern: 'currency <codes>',
  slots: { codes: { kind: 'names', doc: 'ISO 4217: EUR, or several: CHF, EUR' } },
  block: {
    kind: 'currency',
    optional: true,
    once: ['kernel.round', 'kernel.invoice-minimum', 'kernel.invoice-numbers', 'kernel.adjustment-approval']
  },
  doc: "The file is for customers whose accounts are kept in this currency: all amounts in it are of it. A file for several is read for each of them, and an amount is as many of theirs. A file that says no currency is for those of the operator's own, its policies, changes, discounts and allow and forbid rules too; for all are alone the operator, units, zones, holidays, messages, taxes and usage formats in it. Usage formats and units are for all wherever they stand; vendors' files are compared in the operator's own currency. Braces say what the operator says of invoices and money otherwise; left out, amounts are rounded to the coin of the currency, no invoice is carried forward, invoices are numbered with the operator's own, and where adjustments are approved all of them wait.",
  example: 'currency EUR { round half up to 0.01; carry forward invoices below 5.00 }',
  worked: currencyAtWork
})

export const currencyStatements = [pricedInStatement]
