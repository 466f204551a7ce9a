export { debitTaxes } from './debit-taxes.ts'
export { unknownReason } from './note-reason.ts'
