export type { DeedRefusalReason } from './deed-refusals.ts'
export { DeedsModule } from './deeds.module.ts'
export { DeedsService } from './deeds.service.ts'
export { deedTables } from './deeds.tables.ts'
