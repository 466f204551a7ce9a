export { computeBill } from './compute-bill.ts'
export { servingTariff } from './serving-tariff.ts'
export type { AllowanceLeft, Bill, BillableUsage, BillInput, BillResult, NetUsage, Parked } from './bill-input.ts'
export { type PublishedRules, type RuleBook, ruleBook } from './rule-book.ts'
