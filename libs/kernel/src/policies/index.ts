export { PoliciesModule } from './policies.module.ts'
export { type PassResult, Policies } from './policies.service.ts'
export type { LookProblem } from './look-problems.ts'
export { policyTables } from './policies.tables.ts'
