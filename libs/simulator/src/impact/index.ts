export type { ChargeSum, PlanSum } from './breakdown.ts'
export { breaksGates, correctionDays, gateDays, gatesHold, isOfNobody } from './gate-days.ts'
export type { GateCase, GateVerdict } from './gate-watch.ts'
export type { HistogramBar } from './histogram.ts'
export {
  type ImpactAccount,
  type ImpactDates,
  impactDates,
  type ImpactRange,
  type MadeBills,
  type PreviousBill,
  type Use
} from './impact-account.ts'
export { earliestNews, impactCustomer } from './impact-customer.ts'
export { impactJson } from './impact-json.ts'
export {
  correctingSides,
  type ImpactSide,
  type ImpactSides,
  impactSides,
  type RulesChange,
  sideRating
} from './impact-side.ts'
export { type ImpactReport, ImpactTally, type TallySettings, type WaitingSums } from './impact-tally.ts'
export type { LaterVersion } from './later-versions.ts'
export type { LineChange, LineSide } from './line-changes.ts'
export type { LostUsage } from './lost-usage.ts'
export type { MovedLine, Mover } from './movers.ts'
export { type CustomerAccount, customerAccounts } from './customer-accounts.ts'
export type { SampleUse } from './sample-uses.ts'
export { type SideUses, type WaitingRead, WaitingUses } from './waiting-uses.ts'
export { type OpenedSides, type UseCounts, UseReader, type UseReaderSettings } from './use-reader.ts'
