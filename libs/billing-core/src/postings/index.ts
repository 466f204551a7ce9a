export type { LedgerTransaction, Posting } from './ledger-transaction.ts'
export type { PostedAmounts, PostedInvoice, PostedLine, PostedNote } from './invoice-postings.ts'
export type { PostedPayment } from './payment-postings.ts'
export type { Allocation, OpenInvoice } from './allocate.ts'
export { allocate } from './allocate.ts'
export { shareOut, unlessGivenUp } from './share-out.ts'
export { balances, imbalance } from './balance.ts'
export { creditNotePostings, invoicePostings, postedLines } from './invoice-postings.ts'
export {
  debitNotePostings,
  type PostedWriteOff,
  recoveryPostings,
  writeOffPostings
} from './adjustment-postings.ts'
export { commissionPostings, type PaidCommission, paidCommissionPostings } from './commission-postings.ts'
export { allocationPostings, paymentPostings, reversalPostings } from './payment-postings.ts'
export { freeCredit, owedRefund, owedRefundPostings, type RefundRefusal, refusedRefund } from './refund.ts'
export { journalEntry, journalHeader } from './hledger-journal.ts'
