// What a charge of the stage `discounts` is taken off: said where it outlives the bill, in the inputs of its explanation.
import type { BilledCharge } from './target-charge.ts'

/** The input of the explanation that holds the key of the charge that is discounted. */
export const DISCOUNTED = 'discounts'

/** Null: the charge is no discount. */
export function discountedKey({ explanation }: Pick<BilledCharge, 'explanation'>): string | null {
  return explanation.inputs[DISCOUNTED] ?? null
}

/** Code of the charge type of a charge, by its key: `TargetCharge.key`. */
export function typeOfKey(key: string): string {
  const [type = key] = key.split(':', 1)
  return type
}
