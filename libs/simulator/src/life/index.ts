export { simulateLife } from './simulate-life.ts'
export type { LifeRules, SimulatedLife } from './simulate-life.ts'
export { renderLifeProblem } from './parse-life.ts'
export type { LifeProblem } from './life.ts'
export type {
  LifeBalances,
  LifeCommissionEntry,
  LifeInvoice,
  LifeLine,
  LifeNoteWritten,
  LifeResult
} from './life-result.ts'
export type { LifeRetention, LifeService, LifeTransaction, LifeUse } from './life-result.ts'
