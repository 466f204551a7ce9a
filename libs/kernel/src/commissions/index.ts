export { paidInvoices } from './commissioned-invoices.ts'
export { CommissionsModule } from './commissions.module.ts'
export { commissionTables } from './commissions.tables.ts'
export { CommissionEarnings, type Earned } from './earnings.service.ts'
export { isPartner, type Partner, PartnersService } from './partners.service.ts'
export { type ProposalRefusal, CommissionRuns, type RunRefusal } from './payment-runs.service.ts'
export type { CommissionRun } from './payment-run-book.ts'
export { CommissionStatements, type StatementSums } from './statements.service.ts'
export {
  entryView,
  NewPartnerBody,
  NewRunBody as NewCommissionRunBody,
  ParentBody,
  PartnersQuery,
  partnerView,
  runView,
  sumsView
} from './commissions.views.ts'
