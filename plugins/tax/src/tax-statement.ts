// `tax vat "VAT" { in DE; rate 19%; rate 7% for books }`
import { defineStatement } from '@farthing/plugin-sdk'
import { checkTaxes } from './check-taxes.ts'
import { lowerTax } from './lower-tax.ts'
import { BLOCK } from './tax-parts.ts'
import { taxAtWork } from './tax-at-work.ts'
import { taxErrors } from './tax-errors.ts'

const TAX_DOC = [
  'A tax on what is charged: bonds, which are held and not earned, are never taxed.',
  'Which rate a charge bears is decided by its category and by its tax point: the first day charged, or the last one of what is charged in arrears, such as usage.',
  'The rules in force on that day decide, so that later ones leave alone what is past; a correction of a line carries the tax of that line.',
  'A customer of whom no place is known is in the place that taxes name, when they all name one.',
  'The tax is rounded once, for all lines of an invoice that bear it at one rate.'
].join(' ')

export const taxStatement = defineStatement({
  id: 'tax.tax',
  in: ['file'],
  forEveryCurrency: 'unless said',
  pattern: 'tax <name> <title>',
  slots: {
    name: { kind: 'name', declares: 'tax', doc: 'by which the ledger (tax:NAME) and exemptions of customers know it' },
    title: { kind: 'text', doc: 'what the invoice calls it' }
  },
  block: {
    kind: BLOCK,
    needs: ['tax.rate'],
    once: ['tax.places', 'tax.included', 'tax.on-top', 'tax.per-line']
  },
  doc: TAX_DOC,
  example: 'tax vat "VAT" { in DE; rate 19%; rate 7% for books }',
  worked: taxAtWork,
  errors: taxErrors,
  lower: lowerTax,
  together: checkTaxes
})
