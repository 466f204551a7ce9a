export { DeedsModule } from './deeds.module.ts'
