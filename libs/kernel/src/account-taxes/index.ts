export { AccountTaxesModule } from './account-taxes.module.ts'
export { AccountTaxes, type ExemptionRefusal, type PlaceRefusal } from './account-taxes.service.ts'
