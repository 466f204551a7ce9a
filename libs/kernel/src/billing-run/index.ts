export { type ChunkAccount, chunkAccounts } from './chunk-accounts.ts'
export { billableUsage, firstUsesOfDays, type UsageWanted } from './billable-usage.ts'
export { BillPreview, type PreviewedBill, type PreviewedInvoice } from './bill-preview.service.ts'
export { BillAtOnce } from './bill-at-once.ts'
export { BillingRules, type RulesInForce, rulesWithout } from './billing-rules.ts'
export { type BillTotal, billTotals } from './bill-totals.ts'
export { BillingRunModule } from './billing-run.module.ts'
export {
  BillingRunService,
  type DrainSettings,
  type NewRun,
  type RetryRefusal,
  type RunRefusal
} from './billing-run.service.ts'
export { type AccountGroup, isSameGroup } from './account-group.ts'
export type { ComparedTotals, Outlier } from './bill-outliers.ts'
export type { CarriedAccount } from './carried-accounts.ts'
export type { Choice } from './chosen-accounts.ts'
export { billingRunView, BillingRunView } from './billing-run.views.ts'
export { RunGrace } from './run-grace.service.ts'
export { RunReview } from './run-review.service.ts'
export { billingTables } from './billing-run.tables.ts'
export { ExplainedUses, type ExplainedUse, type UseOnBill, type WhyNotUsed } from './explained-uses.service.ts'
export type { DocumentGroup, DocumentPayment, InvoiceDocument } from './invoice-document.ts'
export {
  ExplanationView,
  explanationView,
  invoiceLeft,
  InvoiceView,
  invoiceView,
  TaxView,
  taxView
} from './invoices.views.ts'
export { cancelOne, lockRun } from './cancel-invoice.ts'
export { settleRun } from './settle-run.ts'
export { billedTo, billedToSql } from './billed-to.ts'
export { accountOf, accountsNamed } from './document-parts.ts'
export { SENT } from './sent-invoices.ts'
export { accountsOn, findInvoice, invoiceLines } from './invoice-queries.ts'
export { type LedgerSums, ledgerSums, linesOfSums } from './ledger-sums.ts'
export { type StoredTax, storedTaxes, taxesFrom } from './stored-taxes.ts'
export type { AllowanceShown, InvoiceHead, InvoiceLineShown } from './invoice-queries.ts'
export { givenSearch, InvoiceQuery } from './invoice-search.views.ts'
export { type InvoicePage, type InvoiceSearch } from './invoice-search.ts'
export type { PaymentState } from './payment-state.ts'
export { type InvoiceSort, type SortOrder } from './page-cursor.ts'
export { invoiceNet } from './invoice-queries.ts'
export type { InvoiceEvent } from './invoice-usage.ts'
export {
  type ExplainedEvent,
  type ExplainedLine,
  InvoicesService,
  type InvoiceWithLines
} from './invoices.service.ts'
export { type BillingRun, type ChunkProgress, findRun, type ParkedRow } from './run-queries.ts'
export type { RunTotals } from './run-sums.ts'
export { type ExplainedAbsence, WhyNotService } from './why-not.service.ts'
export { MADE_BILLS } from './made-bills.ts'
export { NewUsage } from './new-usage.ts'
