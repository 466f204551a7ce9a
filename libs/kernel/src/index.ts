export { Clock, Ids, MovableClock, Outbox, Persistence, StartRefused, SystemClock } from './persistence/index.ts'
export { holdsUnstorable, isStorable, LONGEST_KEY, sql, takeNumbers } from './persistence/index.ts'
export type { DatabaseSettings, DomainEvent, Transaction, Writer } from './persistence/index.ts'
export { Jobs, type Job, type JobItem, type QueueSettings, type WorkSettings } from './scheduling/index.ts'
export { tables } from './tables.ts'
export { Answers, DIRECT, Direct, found, jsonBody, Problem, Refused, valueOf } from './http/index.ts'
export type { AnswerSettings, DirectRoute, FieldProblem, Outcome } from './http/index.ts'
export { type DocumentRefusal, DocumentsModule, DocumentsService, renderPdf } from './documents/index.ts'
export { defaultTemplate, INVOICE_TEMPLATE, renderTemplate, sampleView } from './templates/index.ts'
export type { AnnexView, InvoiceGroupView, InvoiceView, RenderedTemplate } from './templates/index.ts'
export { joinDataFolder, thisProcess, waitForLock, type JoinedServer, type JoinOptions } from './data-folder/index.ts'
export { loadPlugins, PluginRegistry, pluginsFolder } from './plugin-host/index.ts'
export {
  DEFAULT_TENANT,
  KernelSettings,
  OutboxRelay,
  type EventHandler,
  type KernelOptions
} from './persistence/index.ts'
export type { DatabaseChoice } from './persistence/index.ts'
export {
  type Dispute,
  DisputeBody,
  DisputeRejectionBody,
  DisputesService
} from './disputes/index.ts'
export {
  LetGoBody,
  OfferAcceptedBody,
  offerWords,
  type RetentionRequest,
  RetentionQuery,
  RetentionService,
  retentionView,
  RetentionWithdrawalBody
} from './retention/index.ts'
export { KernelModule } from './kernel.module.ts'
export { RadiusListener, readClients } from './radius/index.ts'
export { readRulesFolder, RULE_FILE, type ReadRules, type RulesFolder } from './rules-folder/index.ts'
export {
  type Adjustment,
  AdjustmentsService,
  type AdjustmentWithLines,
  Cancellations,
  Rebilling
} from './adjustments/index.ts'
export { ApprovalBody, CancellationBody, creditAsked, CreditNoteBody, debitAsked } from './adjustments/index.ts'
export { DebitNoteBody, decisionOf, occasionOf, RejectionBody, WriteOffBody } from './adjustments/index.ts'
export { AccountParents, NewParentBody, type ToldParent } from './accounts/index.ts'
export { AccountsInBulk, AccountsService, AccountTable, FactBook, factOf, findAccount } from './accounts/index.ts'
export type {
  AccountPage,
  AccountRefusal,
  AccountRow,
  AccountSearch,
  AccountsFact,
  CloseRefusal
} from './accounts/index.ts'
export type { ContactChange, FactRow, MoveRefusal, NewAccount, NewFact, OpenedAccount } from './accounts/index.ts'
export { accountBalances, type ClosedPeriod, closedPeriodView, ClosedPeriods, ClosePeriodBody } from './ledger/index.ts'
export { type LedgerBalance, LedgerModule, LedgerService } from './ledger/index.ts'
export {
  loadStretches,
  PlanCatalogue,
  SubscriptionMoves,
  SubscriptionsInBulk,
  SubscriptionsService
} from './subscriptions/index.ts'
export type {
  BulkSubscription,
  IdentityStretch,
  NewSubscription,
  PlanAnswer,
  SubscriptionChange
} from './subscriptions/index.ts'
export type { ChangeRefusal, SubscribeRefusal, SubscriptionState } from './subscriptions/index.ts'
export { type NewPayment, type Payment, PaymentsModule, PaymentsService, RefundsService } from './payments/index.ts'
export { SendingService } from './sending/index.ts'
export { NewRefundBody, paymentView, refundAsked, reversalAsked, ReversalBody } from './payments/index.ts'
export {
  type Publication,
  type Published,
  type PublishRequest,
  RulesHost,
  storedFormatText,
  storedUnitText
} from './rules-host/index.ts'
export { successorOf, type VersionRefusal } from './rules-host/index.ts'
export { type ImpactRequest, ImpactService } from './impact/index.ts'
export { ExplainedMoves, explainedReratingView, reratedAccountView, reratedOnceView } from './rerating/index.ts'
export {
  type AccountBill,
  type ExplainedMove,
  type ReratedAccount,
  type ReratedOnce,
  type Rerating
} from './rerating/index.ts'
export { RealTimeReratings, ReratingBook, Reratings, reratingView, type UnpricedUse } from './rerating/index.ts'
export { Schedules, type Rhythm, type Schedule } from './scheduling/index.ts'
export { BillingRunModule, BillingRunService, InvoicesService, WhyNotService } from './billing-run/index.ts'
export { givenSearch, invoiceLeft, invoiceNet, InvoiceQuery, taxView } from './billing-run/index.ts'
export type { InvoicePage, InvoiceSearch } from './billing-run/index.ts'
export { ExplainedUses } from './billing-run/index.ts'
export type { ExplainedAbsence, ExplainedUse, UseOnBill, WhyNotUsed } from './billing-run/index.ts'
export type {
  AllowanceShown,
  BillingRun,
  ParkedRow,
  DocumentGroup,
  DocumentPayment,
  ExplainedEvent,
  ExplainedLine
} from './billing-run/index.ts'
export type {
  InvoiceDocument,
  InvoiceEvent,
  InvoiceHead,
  InvoiceLineShown,
  InvoiceWithLines
} from './billing-run/index.ts'
export { BillPreview, type PreviewedBill, type PreviewedInvoice, RunGrace, RunReview } from './billing-run/index.ts'
export { isSameGroup } from './billing-run/index.ts'
export type {
  AccountGroup,
  CarriedAccount,
  Choice,
  ComparedTotals,
  NewRun,
  Outlier,
  RunTotals
} from './billing-run/index.ts'
export {
  type ImportOptions,
  type ImportOutcome,
  type ImportProgress,
  type UsageImport,
  UsageImports
} from './usage/index.ts'
export {
  type ExplainedUsage,
  type QuarantineAlert,
  type QuarantinedLine,
  type QuarantineFilter,
  type QuarantineSummary,
  QuarantineWatch,
  RatedUsage,
  type StoredUsage,
  QUARANTINE_BEGIN,
  UsageQuarantine
} from './usage/index.ts'
export { differenceView, Reconciliations, reconciliationView } from './reconciliations/index.ts'
export type { ReconcileOptions, ReconcileRefusal, Reconciliation, StoredDifference } from './reconciliations/index.ts'
export {
  type Statistics,
  STATISTICS_BY,
  type StatisticsBy,
  statisticsView,
  UsageStatistics
} from './statistics/index.ts'
export { Inbox, type InboxView, type Sweep, type SweptFile } from './inbox/index.ts'
export {
  AccountItems,
  factView,
  type ItemRefusal,
  NamedSubscriptions,
  type NewItem,
  type WithdrawRefusal
} from './accounts/index.ts'
export { type BarRefusal, type ManualBar, type RestoreRefusal, ServicesService } from './services/index.ts'
export type { ListedRestriction, ServiceChange } from './services/index.ts'
export { type MessagePage, MessageQueue, type QueuedMessage } from './messages/index.ts'
export { type LookProblem, type PassResult, Policies } from './policies/index.ts'
export {
  fillingOf,
  MovedPockets,
  PocketExpiry,
  PocketGroups,
  PocketsService,
  servicesOf,
  takenOf
} from './pockets/index.ts'
export { groupView, NewGroupBody, NewMemberBody } from './pockets/index.ts'
export { NewPocketBody, PocketEndBody, pocketTerms, PocketTransferBody, TopUpBody } from './pockets/index.ts'
export type { Debit, NewPocket, PocketRow, TopUp, Transfer } from './pockets/index.ts'
export { type DeedImport, DeedImports, deedImportView, type RefusedLine } from './deed-imports/index.ts'
export { PointsEarnings } from './points/index.ts'
export {
  batchView,
  madeView,
  NewVouchersBody,
  RedemptionBody,
  VoucherBlockBody,
  VoucherRedemptions,
  VouchersService
} from './vouchers/index.ts'
export type {
  GivenDeed,
  GivenPocket,
  MadeVouchers,
  Redeemed,
  Redemption,
  VoucherBatch,
  VoucherTerms
} from './vouchers/index.ts'
export { CommissionEarnings, CommissionRuns, CommissionStatements, PartnersService } from './commissions/index.ts'
export {
  entryView,
  NewCommissionRunBody,
  NewPartnerBody,
  ParentBody as PartnerParentBody,
  PartnersQuery,
  partnerView,
  runView,
  sumsView
} from './commissions/index.ts'
export type { CommissionRun, Earned, Partner, ProposalRefusal, RunRefusal, StatementSums } from './commissions/index.ts'
export {
  type ChargingAsk,
  ChargingCredits,
  type ChargingOutcome,
  ChargingService,
  StrayReservations
} from './charging/index.ts'
export { DeedBody, DeedsService, type DeedView, deedView } from './deeds/index.ts'
