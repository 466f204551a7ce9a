export { rulesTables } from './rules.tables.ts'
