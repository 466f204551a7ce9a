export { RulesHostModule } from './rules-host.module.ts'
export { type Published, type PublishRequest, RulesHost } from './rules-host.service.ts'
export type { Publication } from './stored-rules.ts'
export { rulesTables } from './rules.tables.ts'
