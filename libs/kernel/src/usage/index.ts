export { usageTables } from './usage.tables.ts'
