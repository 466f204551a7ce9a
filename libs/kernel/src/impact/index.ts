export { ImpactModule } from './impact.module.ts'
export { type ImpactRequest, ImpactService } from './impact.service.ts'
