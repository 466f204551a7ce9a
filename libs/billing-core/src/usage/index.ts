export { type AllowanceGrant, type CoverableEvent, type EventCover, type UsageCover, coverUsage } from './allowance.ts'
