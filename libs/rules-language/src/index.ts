export type { Diagnostic, DiagnosticCode, Edit, Fix, RelatedPlace } from './diagnostics/diagnostic.ts'
export type { LowerContext, LowerResult, RefusalDetails, TogetherContext } from './signature/lower.ts'
export type { Application, AppliesTo, DayTimes } from './signature/application.ts'
export { type PinnedHolding, type PinnedRules, pinnedRules } from './rule-set/pinned-rules.ts'
export { dayTimesText } from './signature/day-times-text.ts'
export type { Match, MatrixCell, NamedSpan, Row, Span } from './signature/match.ts'
export {
  type BlockSpec,
  type Column,
  type ColumnSet,
  type MatrixSpec,
  defineStatement,
  type Signature,
  type TableSpec
} from './signature/signature.ts'
export type { Slot, SlotSet, SlotValuesOf, ValueOf } from './signature/slot.ts'
export type {
  CalendarPeriod,
  DateRange,
  DaySet,
  DaySpan,
  EventPrice,
  Increment,
  MoneyLiteral,
  Price,
  PriceStep,
  SlotKind,
  SlotValue,
  SlotValues,
  TimeRange,
  WeekHours
} from './signature/slot-value.ts'
export {
  askedBy,
  asksOfAccount,
  type EngineCondition,
  type EngineOperator,
  type EngineShare,
  type EngineTest,
  type FactParams
} from './conditions/engine-condition.ts'
export { type FactSignature, type FactType, kernelFacts } from './conditions/fact-signature.ts'
export type { Dimension, Exact, Expression } from './slots/expression.ts'
export type { TakenNames } from './checker/names.ts'
export type { Spot } from './vocabulary/declarations.ts'
export { childOf, childrenOf, isOf } from './vocabulary/match-parts.ts'
export { deckJson } from './deck/deck-json.ts'
export {
  type ComparedRules,
  compareRules,
  type RuleChange,
  type RulesDifference,
  type RuleSide
} from './versions/compare-rules.ts'
export { gateCatalogue } from './gates/catalogue.ts'
export type { CountedGate, CountedSubject, Gate, MovingGate, MovingSubject } from './gates/gate.ts'
export { parseGates, type ParsedGates } from './gates/parse-gates.ts'
export { SourceText } from './text/source-text.ts'
export type { ParsedFile, SourceFile } from './statement/parsed-file.ts'
export type { AtEnd, Payment, PaymentMode, RatingTime, ServerKind } from './rule-set/payment.ts'
export type {
  Dialling,
  NationalDigits,
  HolidayCalendar,
  InvoiceMinimum,
  Operator,
  PlanRule,
  PlanVersion,
  ProductVersion,
  RuleSet,
  UsageLimit,
  ZoneTable
} from './rule-set/rule-set.ts'
export { currenciesOf, inEachCurrency, messagesOf, rulesIn } from './rule-set/rule-set.ts'
export type {
  CountedTicks,
  CountFunction,
  RowNotApplied,
  Rated,
  RateFunction,
  RatingEvent,
  RatingOutcome,
  TariffVersion,
  Unrated
} from './rule-set/tariff.ts'
export { type UnpaidService, unpaidService } from './rule-set/unpaid-service.ts'
export type {
  Example,
  ExampleExpectationStep,
  ExampleFact,
  ExampleFactStep,
  ExampleStep,
  Expectation,
  ExpectedInvoice,
  ExpectedLine
} from './rule-set/example.ts'
export { exampleSlots } from './vocabulary/example-slots.ts'
export { nationalSlots } from './vocabulary/national-slots.ts'
export { offeredLine } from './vocabulary/offered-line.ts'
export type { PublicHoliday, PublicHolidays } from './rule-set/public-holidays.ts'
export { holdsAt } from './compiler/day-times.ts'
export { INVOICE_FACTS, INVOICE_MESSAGE } from './rule-set/message.ts'
export { KERNEL_MESSAGES, type Message, type MessageTemplate } from './rule-set/message.ts'
export type { Policy, PolicyEffect, PolicyThreshold } from './rule-set/policy.ts'
export type { ReconciliationRule } from './rule-set/reconciliation.ts'
export type { ChangeAction, ChangeRule } from './rule-set/change-rule.ts'
export { OFFERED_CREDIT, type Retention, type RetentionOffer } from './rule-set/retention.ts'
export { featureAt, planAt, tariffAt } from './rule-set/in-force.ts'
export { anyReaches, type Holder, type Holding, holdings } from './rule-set/holdings.ts'
export type { Reach, ReachingVersion } from './rule-set/reach.ts'
export { priceTiers, type TieredPrice, type TierPart, tierSteps } from './rule-set/price-tiers.ts'
export type { Tier, TierCounter, TierTable, TierWord } from './rule-set/tiers.ts'
export { nationalDigits, normaliseNumber, writtenNumber } from './rule-set/normalise-number.ts'
export { kernelVocabulary } from './vocabulary/vocabulary.ts'
export { catalogue, type CatalogueEntry } from './diagnostics/catalogue.ts'
export { DiagnosticList } from './diagnostics/diagnostic-list.ts'
export { didYouMean, nearest } from './diagnostics/nearest.ts'
export { type Limit, limits } from './limits.ts'
export { diagnose, type Problem, replaceBy } from './diagnostics/problem.ts'
export { oneOf, quoted, withArticle } from './diagnostics/wording.ts'
export { thrownText } from './signature/thrown-text.ts'
export { buildCatalogue, type CatalogueResult } from './signature/build-catalogue.ts'
export type { SignatureCatalogue } from './signature/signature-catalogue.ts'
export { parseFile } from './statement/parse-file.ts'
export { readCsv, readTable } from './table/read-table.ts'
export type { CellValue } from './table/cell-reader.ts'
export { NOTHING } from './table/matrix-cells.ts'
export type { Cells, TableRow } from './table/table-row.ts'
export { helpOf, renderDiagnostic, type RenderOptions } from './diagnostics/render-diagnostic.ts'
export { type CompileResult, compileRules, type Installation, type RulesInput } from './rule-set/compile-rules.ts'
export { exampleProblems } from './statement/example-problems.ts'
export {
  applyEdits,
  type Completion,
  completionsAt,
  definitionsAt,
  type FileOffset,
  findSymbols,
  type Fold,
  foldsOf,
  formatEdits,
  type Hover,
  headsOf,
  hoverAt,
  type OutlineSymbol,
  outlineOf,
  type QuickFix,
  quickFixes,
  referencesAt,
  renamable,
  renameAt,
  type Renamed,
  RulesWorkspace,
  type SetSymbol,
  snippetOf
} from './language-server/index.ts'
export { type Formatted, formatFile, layOut } from './formatter/format-file.ts'
export { checkerCatalogue } from './checker/catalogue.ts'
export { catalogueFor } from './checker/declared-units.ts'
export {
  type CodeExample,
  EXAMPLE_OPERATOR,
  type ExampleText,
  exampleFiles,
  ruleText,
  type StatementErrors
} from './reference/code-example.ts'
export { codeExamples } from './reference/code-examples.ts'
export { errorCodes, errorCodesWith } from './reference/error-codes.ts'
export { describeStatement, type StatementDescription, type ValueDescription } from './reference/describe-statement.ts'
export { statementText } from './reference/statement-text.ts'
export { errorPages, errorPageText } from './reference/error-pages.ts'
export { REFERENCE_TITLE } from './reference/index-page.ts'
export { referencePages } from './reference/reference-pages.ts'
export type { Deck, DeckRow, DeckValue } from './deck/deck-row.ts'
export { readDeckFile, readDecks, type ReadDecks } from './deck/read-decks.ts'
export { biggestChanges, diffDecks } from './deck/diff-decks.ts'
export type { DeckChange, DeckChangeKind, DeckCounts, DeckDifference } from './deck/diff-decks.ts'
export type { ShadowedRow } from './deck/shadowed-rows.ts'
