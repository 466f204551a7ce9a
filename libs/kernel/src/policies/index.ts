export { PoliciesModule } from './policies.module.ts'
export { type PassResult, Policies } from './policies.service.ts'
export { policyTables } from './policies.tables.ts'
