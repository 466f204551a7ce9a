// What explanations say of a tariff: the rate of a cell, its band, ticks as a quantity.
import { formatQuantity, fromTicks } from '@farthing/billing-core/values'
import type { RateForm, TariffForm } from './tariff-form.ts'

export function rateOf(form: TariffForm, cell: number): RateForm | undefined {
  return form.rates[form.rateOf[cell] ?? -1]
}

export function zoneName({ bands, zones }: TariffForm, cell: number): string {
  return zones[Math.floor(cell / bands.length) % zones.length] ?? ''
}

/** '' where prices do not ask. */
export function originName({ bands, origins, zones }: TariffForm, cell: number): string {
  return origins[Math.floor(cell / (bands.length * zones.length))] ?? ''
}

export function bandName(form: TariffForm, cell: number): string {
  return form.bands[cell % form.bands.length]?.name ?? ''
}

export function ticksText({ unit }: TariffForm, count: number): string {
  return formatQuantity(fromTicks(count, unit))
}
