// A quantity as a usage event says it.
import { type BaseUnit, declaredUnit } from '@farthing/billing-core/values'

export interface CountedTicks {
  readonly ticks: number
  readonly unit: BaseUnit
}

/** In the words that events over HTTP use. */
export function speltQuantity({ ticks, unit }: CountedTicks): { readonly quantity: string; readonly unit: string } {
  if (unit === 'second') return { quantity: String(ticks / 1000), unit }
  const declared = declaredUnit(unit)
  if (declared === null) return { quantity: String(ticks), unit }
  const { decimals, name } = declared
  const digits = String(ticks).padStart(decimals + 1, '0')
  const whole = digits.length - decimals
  return { quantity: decimals === 0 ? digits : `${digits.slice(0, whole)}.${digits.slice(whole)}`, unit: name }
}
