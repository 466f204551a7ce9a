// What pockets have paid of a use on a bill: of what units paid for, the price of now.
import { paidNow } from '@farthing/billing-core'
import type { PricedEvent } from './priced-usage.ts'

/** Micro. `amount`: what it comes to, allowances, offers and caps counted. */
export function paidOf({ event, gross }: Pick<PricedEvent, 'event' | 'gross'>, amount: number): number {
  const { inUnits, prepaid = 0 } = event
  if (inUnits === undefined) return prepaid
  return Number(paidNow({ prepaid: BigInt(prepaid), inUnits }, { listed: BigInt(gross), amount: BigInt(amount) }))
}
