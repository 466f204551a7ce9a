export { type Allowance, type AllowanceGrant, type CoverableEvent, type CoverPart } from './allowance.ts'
export { checkTicks, coverEvent } from './allowance.ts'
