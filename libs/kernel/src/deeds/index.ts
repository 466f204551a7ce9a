export { DeedsModule } from './deeds.module.ts'
export { type AskedOfDeed, DeedsService, type DeedOutcome } from './deeds.service.ts'
