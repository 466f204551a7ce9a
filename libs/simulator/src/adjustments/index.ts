export { debitTaxes } from './debit-taxes.ts'
export { CANCELLED, cancellingReason, unknownReason } from './note-reason.ts'
