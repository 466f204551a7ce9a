// How much a use that is charged at once is: an amount and a unit word -> ticks, or what is wrong with them.
import { formatHeld, heldAmount, type UnitWord } from '@farthing/billing-core/values'
import { didYouMean } from '@farthing/rules-language'
import { Refused } from '../http/index.ts'

/** Throws what is wrong, at its field. `words`: the unit words of the rules. */
export function chargedQuantity(
  { quantity, unit }: { readonly quantity: string; readonly unit: string },
  words: ReadonlyMap<string, UnitWord>
): { unit: string; ticks: number } {
  if (!words.has(unit)) {
    const advice = didYouMean(unit, words.keys()) || ': write a unit word of the rules, such as event, s or MB'
    throw refused('unknown-unit', 'unit', `There is no unit ${unit}${advice}`)
  }
  const said = `${quantity} ${unit}`
  const held = heldAmount(quantity, unit, words)
  const whole = heldAmount(quantity.replace(/\..*$/, ''), unit, words)
  if (whole === null || (held ?? whole).parts > BigInt(Number.MAX_SAFE_INTEGER))
    throw refused('too-large', 'quantity', `${said} is more than one use can be`)
  if (held === null)
    throw refused('too-precise', 'quantity', `${said} is too fine: the least is ${formatHeld(1n, whole.unit)}`)
  // a call of no length may still cost its setup; nothing that is counted is no use
  if (held.parts === 0n && held.unit !== 'second')
    throw refused('nothing-used', 'quantity', `${said} is no use: say how much it is, more than nothing`)
  return { unit: held.unit, ticks: Number(held.parts) }
}

function refused(reason: string, field: string, what: string): Refused {
  const message = /[.?]$/.test(what) ? what : `${what}.`
  return new Refused(422, reason, message, [{ field, message }])
}
