// What a statement may not say of a pocket that it fills in another unit than money.
import { isCountable, type Quantity, unitNoun } from '@farthing/billing-core/values'
import type { LowerContext } from '@farthing/rules-language'

export const NOTHING_HELD =
  'a pocket holds more than nothing, in whole parts of its unit, and no more than can be counted'

export interface SaidOfPocket {
  readonly quantity: Quantity
  /** What alone it pays for; left out: all that is counted in its unit. */
  readonly services?: readonly string[] | undefined
}

/** With the slot in which it is said; null: nothing, and `toTicks` counts the quantity. */
export function pocketFault(
  { quantity, services = [] }: SaidOfPocket,
  context: Pick<LowerContext, 'unitOf'>
): { readonly slot: keyof SaidOfPocket; readonly message: string } | null {
  if (quantity.micro <= 0n || !isCountable(quantity)) return { slot: 'quantity', message: NOTHING_HELD }
  for (const service of services) {
    const unit = context.unitOf(service)
    if (unit === undefined || unit === quantity.unit) continue
    const held = unitNoun(quantity.unit)
    return {
      slot: 'services',
      message: `${service} is counted in ${unitNoun(unit)}: a pocket of ${held} pays nothing of it`
    }
  }
  return null
}
