export { barsOf } from './bars-of.ts'
export { type ListedRestriction, type NewServiceChange, ServiceBook, type ServiceChange } from './service-book.ts'
export { ServicesModule } from './services.module.ts'
export {
  type BarRefusal,
  type ManualBar,
  type RestoreRefusal,
  ServicesService
} from './services.service.ts'
export { serviceTables } from './services.tables.ts'
export { RuleView } from './services.views.ts'
