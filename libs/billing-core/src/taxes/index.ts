export type { TaxCategory, TaxElsewhere, TaxRate, TaxRule } from './tax-rule.ts'
export type { AppliedTax, TaxTreatment } from './tax-treatment.ts'
export { treatmentKey } from './tax-treatment.ts'
export {
  decideTaxes,
  supplyPlace,
  type SupplyPlace,
  type TaxDecision,
  type TaxedCustomer,
  type TaxedSupply,
  taxesInOrder
} from './decide-taxes.ts'
export { type InvoiceTax, reckonTaxes, taxBreakdown } from './reckon-taxes.ts'
export { apportion } from './apportion.ts'
export { ratio } from './ratio.ts'
export { lineTaxes } from './line-taxes.ts'
export { pricedAmount, relievedAmount, taxOn } from './tax-factors.ts'
export { grossPrice, partedGross, priceOfGross, pricePaid } from './gross-price.ts'
