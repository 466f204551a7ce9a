// What can be held is counted in the smallest parts of its unit: micro of money, milliseconds, bytes, parts of declared units.
import { isCurrency } from './currency.ts'
import { type BaseUnit, declaredUnit, type UnitWord } from './quantity.ts'
import { formatDecimal, MICRO } from './decimal.ts'
import { formatQuantity } from './format-quantity.ts'

/** An ISO 4217 code such as 'AUD', or what usage counts: 'second', 'byte', 'points/0'. */
export type HeldUnit = string

const MICRO_DECIMALS = 6
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ['second', 3],
  ['byte', 0],
  ['message', 0],
  ['event', 0]
])

/** How many decimals one part has: 6 of a currency, 3 of a second, 0 of a byte, 8 of 'BTC/8'. */
export function partDecimals(unit: HeldUnit): number {
  const declared = isCurrency(unit) ? null : declaredUnit(unit as BaseUnit)
  return DECIMALS.get(unit) ?? declared?.decimals ?? MICRO_DECIMALS
}

/** The unit's own name: 'points' of 'points/0'. */
export function unitName(unit: HeldUnit): string {
  return isCurrency(unit) ? unit : (declaredUnit(unit as BaseUnit)?.name ?? unit)
}

/** Every decimal of so many parts: (1500000n, 'AUD') -> '1.500000', (90000n, 'second') -> '90.000', (5n, 'byte') -> '5'. */
export function formatParts(parts: bigint, unit: HeldUnit): string {
  const decimals = partDecimals(unit)
  const sign = parts < 0n ? '-' : ''
  const digits = (parts < 0n ? -parts : parts).toString().padStart(decimals + 1, '0')
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** So many parts as people read them: '1.50 AUD', '23 min', '1.5 GB', '30 points'. */
export function formatHeld(parts: bigint, unit: HeldUnit): string {
  if (isCurrency(unit)) return `${formatDecimal(parts)} ${unit}`
  return formatQuantity({ micro: unit === 'second' ? parts * 1000n : parts * MICRO, unit: unit as BaseUnit })
}

/** So many parts of what? Null when there is no such word, the amount is finer than a part, or no column holds so much. */
export interface HeldAmount {
  readonly unit: HeldUnit
  readonly parts: bigint
}

/** Parts are kept in 64 bits with a sign. */
const MOST_PARTS = 2n ** 63n - 1n
const DECIMAL = /^(\d{1,18})(?:\.(\d{1,9}))?$/

/** ('20.00', 'AUD') -> 20000000n AUD; ('5', 'GB') -> 5000000000n byte. `words`: the unit words of the rules. */
export function heldAmount(amount: string, word: string, words: ReadonlyMap<string, UnitWord>): HeldAmount | null {
  const match = DECIMAL.exec(amount)
  if (match === null) return null
  const fraction = match[2] ?? ''
  const digits = BigInt(`${match[1]}${fraction}`)
  const one = onePart(word, words)
  if (one === null) return null
  const scaled = digits * one.parts
  const scale = 10n ** BigInt(fraction.length)
  const parts = scaled / scale
  return scaled % scale === 0n && parts <= MOST_PARTS ? { unit: one.unit, parts } : null
}

/** One of the word's unit in parts. */
function onePart(word: string, words: ReadonlyMap<string, UnitWord>): HeldAmount | null {
  const known = words.get(word)
  if (known !== undefined) {
    const ticks = known.unit === 'second' ? 1000n : 1n
    return { unit: known.unit, parts: (known.factor * ticks) / MICRO }
  }
  return isCurrency(word) ? { unit: word, parts: MICRO } : null
}
