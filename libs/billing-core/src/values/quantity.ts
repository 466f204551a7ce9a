// Quantities of usage: exact in micro of a base unit, or counted in ticks on rating's hot path.
import { MICRO } from './decimal.ts'

export type KnownUnit = 'second' | 'byte' | 'message' | 'event'

/** A unit that rules declare, by its name and its decimals: 'points/0', 'BTC/8'. Its smallest parts are what is counted. */
export type DeclaredUnit = `${string}/${number}`

export type BaseUnit = KnownUnit | DeclaredUnit

/** An exact quantity: micro of its base unit. */
export interface Quantity {
  readonly micro: bigint
  readonly unit: BaseUnit
}

/** What a unit word stands for: `factor` is one of it in micro of the base unit. */
export interface UnitWord {
  readonly unit: BaseUnit
  readonly factor: bigint
}

const seconds = (count: bigint): UnitWord => ({ unit: 'second', factor: count * MICRO })
const bytes = (count: bigint): UnitWord => ({ unit: 'byte', factor: count * MICRO })
const message: UnitWord = { unit: 'message', factor: MICRO }
const event: UnitWord = { unit: 'event', factor: MICRO }

/** The unit words of literals, spelled as they are written: `90s`, `30 min`, `5 GB` (10^9), `5 GiB` (2^30), `100 sms`. */
export const UNITS: ReadonlyMap<string, UnitWord> = new Map([
  ...['s', 'sec', 'second', 'seconds'].map(word => [word, seconds(1n)] as const),
  ...['min', 'minute', 'minutes'].map(word => [word, seconds(60n)] as const),
  ...['h', 'hour', 'hours'].map(word => [word, seconds(3600n)] as const),
  ...['B', 'byte', 'bytes'].map(word => [word, bytes(1n)] as const),
  ...['kB', 'MB', 'GB', 'TB'].map((word, power) => [word, bytes(1000n ** BigInt(power + 1))] as const),
  ...['KiB', 'MiB', 'GiB', 'TiB'].map((word, power) => [word, bytes(1024n ** BigInt(power + 1))] as const),
  ...['sms', 'mms', 'message', 'messages'].map(word => [word, message] as const),
  ...['event', 'events', 'call', 'calls'].map(word => [word, event] as const)
])

/** A unit of an operator's own: points, videos, a currency that no bank knows. `decimals`: of its smallest part, 0 to 9. */
export function declareUnit(name: string, decimals: number): UnitWord {
  return { unit: `${name}/${decimals}`, factor: 10n ** BigInt(decimals) * MICRO }
}

/** Null for those that every operator has. */
export function declaredUnit(unit: BaseUnit): { readonly name: string; readonly decimals: number } | null {
  const slash = unit.lastIndexOf('/')
  return slash < 0 ? null : { name: unit.slice(0, slash), decimals: Number(unit.slice(slash + 1)) }
}

/** What is counted, in the plural: 'seconds', 'messages', 'points'. */
export function unitNoun(unit: BaseUnit): string {
  return declaredUnit(unit)?.name ?? `${unit}s`
}

/** The word for one: 'point' of 'points', 'BTC' of 'BTC'. Names in as, is, us and ss are left as they are: 'gas', 'bonus'. */
export function oneOfUnit(name: string): string {
  if (/(?:s|x|ch|sh)es$/.test(name)) return name.slice(0, -2)
  return /[^aisu]s$/.test(name) ? name.slice(0, -1) : name
}

/** quantity(90_000_000n, 's') -> 90 seconds. `micro` counts millionths of the word's unit. Throws RangeError for an unknown unit word. */
export function quantity(micro: bigint, word: string): Quantity {
  const found = UNITS.get(word)
  if (found === undefined) throw new RangeError(`'${word}' is not a unit`)
  return { micro: (micro * found.factor) / MICRO, unit: found.unit }
}

/** Ticks in one base unit: 1000 per second (milliseconds), 1 for bytes, messages, events and the parts of declared units. */
export function ticksPer(unit: BaseUnit): number {
  return unit === 'second' ? 1000 : 1
}

/** Ticks as people count them: seconds, bytes, messages, events, points. For showing only. */
export function countOf(ticks: number, unit: BaseUnit): number {
  const own = declaredUnit(unit)
  return ticks / (own === null ? ticksPer(unit) : 10 ** own.decimals)
}

/** Whether it is a whole number of ticks, not beyond 2^53. */
export function isCountable({ micro, unit }: Quantity): boolean {
  const scaled = micro * BigInt(ticksPer(unit))
  return scaled % MICRO === 0n && Number.isSafeInteger(Number(scaled / MICRO))
}

/** The quantity as a plain integer of ticks. Throws RangeError when it is finer than a tick or beyond 2^53. */
export function toTicks(value: Quantity): number {
  const scaled = value.micro * BigInt(ticksPer(value.unit))
  if (scaled % MICRO !== 0n) throw new RangeError(`${value.micro} micro ${unitNoun(value.unit)} is finer than one tick`)
  const ticks = Number(scaled / MICRO)
  if (!Number.isSafeInteger(ticks))
    throw new RangeError(`${scaled / MICRO} ticks of ${value.unit} is too large a quantity`)
  return ticks
}

/** The exact quantity of a count of ticks. Throws RangeError for a number that is no safe integer: sums of many uses are bigints. */
export function fromTicks(ticks: number | bigint, unit: BaseUnit): Quantity {
  if (typeof ticks === 'number' && !Number.isSafeInteger(ticks))
    throw new RangeError(`${ticks} is not a count of ticks`)
  return { micro: (BigInt(ticks) * MICRO) / BigInt(ticksPer(unit)), unit }
}

/** The sum. Throws RangeError when the units differ. */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  if (a.unit !== b.unit) throw new RangeError(`${unitNoun(a.unit)} and ${unitNoun(b.unit)} cannot be added`)
  return { micro: a.micro + b.micro, unit: a.unit }
}
