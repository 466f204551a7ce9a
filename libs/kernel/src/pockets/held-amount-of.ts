// An amount of a unit as it is written to be held: 20.00 AUD, 1.5 GB, 30 points.
import { heldAmount, type HeldAmount, UNITS } from '@farthing/billing-core/values'
import type { Outcome } from '../http/index.ts'
import type { RulesHost } from '../rules-host/index.ts'

/** Unit words of the published rules included. */
export async function heldAmountOf(
  rules: RulesHost,
  { amount, unit }: { readonly amount: string; readonly unit: string }
): Promise<Outcome<HeldAmount, 'unknown-unit'>> {
  const held = heldAmount(amount, unit, (await rules.current())?.units ?? UNITS)
  if (held !== null) return { ok: true, value: held }
  const detail = `${amount} ${unit} cannot be held: write a currency such as AUD or a unit of the rules, no finer amount than its smallest part, and no more than 2^63 - 1 of those.`
  return { ok: false, reason: 'unknown-unit', detail }
}
