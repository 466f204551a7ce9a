export { type Counted, type FileCoverage, reaches, type RuleCoverage, ruleCoverage } from './rule-coverage.ts'
export type { UntouchedRule } from './rule-coverage.ts'
export { TouchedRules } from './touched-rules.ts'
