export { settledUses, type SettledUses, type UseVerdicts, verdictsOn } from './settled-uses.ts'
export type { SettledUse, UseShare } from './explain-use.ts'
export type { RuleVerdict } from './verdicts-on-use.ts'
export { sinceFor } from './since-for.ts'
