// What explanations say of a tariff: the rate of a cell, its band, ticks as a quantity.
import { formatQuantity, fromTicks } from '@farthing/billing-core/values'
import type { RateForm, TariffForm } from './tariff-form.ts'

export function rateOf(form: TariffForm, cell: number): RateForm | undefined {
  return form.rates[form.rateOf[cell] ?? -1]
}

export function bandName(form: TariffForm, cell: number): string {
  return form.bands[cell % form.bands.length]?.name ?? ''
}

export function ticksText({ unit }: TariffForm, count: number): string {
  return formatQuantity(fromTicks(count, unit))
}
