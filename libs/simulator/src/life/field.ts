// How one field of a LIFE.json is read: its value, or a sentence that says what to write.
import { date, isCurrency, isPlace, isZone, NO_PLACE, parseDecimal, toTicks } from '@farthing/billing-core/values'
import type { Quantity, UnitWord } from '@farthing/billing-core/values'
import { quoted } from '@farthing/plugin-sdk'

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

export interface Field<T, O extends boolean = boolean> {
  readonly optional: O
  /** `units`: that a quantity may have. */
  read(value: unknown, units: UnitWords): Read<T>
}

export type UnitWords = ReadonlyMap<string, UnitWord>

export function required<T>(read: (value: unknown, units: UnitWords) => Read<T>): Field<T, false> {
  return { optional: false, read }
}

export function optional<T>(read: (value: unknown, units: UnitWords) => Read<T>): Field<T, true> {
  return { optional: true, read }
}

function read<T>(value: T): Read<T> {
  return { ok: true, value }
}

function problem(sentence: string): Read<never> {
  return { ok: false, problem: sentence }
}

/** What a plugin's words are needed for. */
export function readLater(value: unknown): Read<unknown> {
  return read(value)
}

export function readText(value: unknown): Read<string> {
  if (typeof value !== 'string' || value.trim() === '') return problem(`${quoted(value)} is not a text`)
  return value.length > 200 ? problem('the text is longer than 200 characters') : read(value)
}

export function readTexts(value: unknown): Read<readonly string[]> {
  if (!Array.isArray(value)) return problem(`${quoted(value)} is not a list of texts`)
  const wrong = value.find(item => !readText(item).ok)
  return wrong === undefined ? read(value as string[]) : problem(`${quoted(wrong)} in the list is not a text`)
}

export function readOnOff(value: unknown): Read<'on' | 'off'> {
  return value === 'on' || value === 'off' ? read(value) : problem(`${quoted(value)} is neither "on" nor "off"`)
}

/** What becomes of a change that is pending. */
export function readPending(value: unknown): Read<'replace' | 'keep'> {
  return value === 'replace' || value === 'keep'
    ? read(value)
    : problem(`${quoted(value)} is neither "replace" nor "keep"`)
}

export function readCharged(value: unknown): Read<'now' | 'next-invoice'> {
  return value === 'now' || value === 'next-invoice'
    ? read(value)
    : problem(`${quoted(value)} is neither "now" nor "next-invoice"`)
}

export function readChange(value: unknown): Read<(typeof CHANGES)[number]> {
  const found = CHANGES.find(one => one === value)
  return found === undefined ? problem(`${quoted(value)} is none of: ${CHANGES.join(', ')}`) : read(found)
}

const CHANGES = ['change', 'feature', 'renumber', 'move', 'suspend', 'resume', 'terminate'] as const
const TIMES = ['now', 'next-cycle', 'end-of-term'] as const

/** When a change takes effect: a time, or a day to come. */
export function readWhen(value: unknown): Read<(typeof TIMES)[number] | Temporal.PlainDate> {
  const time = TIMES.find(one => one === value)
  if (time !== undefined) return read(time)
  const day = readDate(value)
  return day.ok ? day : problem(`${quoted(value)} is none of: ${TIMES.join(', ')}, or a date like "2026-03-01"`)
}

export function readDate(value: unknown): Read<Temporal.PlainDate> {
  if (typeof value !== 'string') return problem(`${quoted(value)} is not a date like "2026-03-01"`)
  try {
    const day = date(value)
    return day.year < 1970 || day.year > 2199 ? problem(`${quoted(value)} is not between 1970 and 2199`) : read(day)
  } catch {
    return problem(`${quoted(value)} is not a date like "2026-03-01"`)
  }
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/
const EXACT_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

/** Wall clock of the account's zone, or an instant when it ends in `Z` or an offset. */
export type Moment = Temporal.PlainDateTime | Temporal.Instant

export function readMoment(value: unknown): Read<Moment> {
  const expected = `${quoted(value)} is not a time like "2026-03-02T10:00" or "2026-03-02T10:00:00Z"`
  if (typeof value !== 'string') return problem(expected)
  try {
    const day = readDate(value.slice(0, 10))
    if (!day.ok) return day
    if (LOCAL_TIME.test(value)) return read(Temporal.PlainDateTime.from(value, { overflow: 'reject' }))
    return EXACT_TIME.test(value) ? read(Temporal.Instant.from(value)) : problem(expected)
  } catch {
    return problem(expected)
  }
}

export function readDateOrMoment(value: unknown): Read<Temporal.PlainDate | Moment> {
  return typeof value === 'string' && value.length <= 10 ? readDate(value) : readMoment(value)
}

/** Micro of the account's currency, more than nothing. Takes "10.00" and 10.5 alike. */
export function readAmount(value: unknown): Read<bigint> {
  const expected = `${quoted(value)} is not an amount like "12.50"`
  if (typeof value !== 'string' && typeof value !== 'number') return problem(expected)
  try {
    const micro = parseDecimal(String(value))
    if (micro > 10n ** 18n) return problem(`${quoted(value)} is more than any account can owe`)
    return micro > 0n ? read(micro) : problem(`${quoted(value)} is not more than nothing`)
  } catch {
    return problem(expected)
  }
}

/** Micro of the account's currency: what content or roaming is worth. "0" is a value. */
export function readValue(value: unknown): Read<bigint> {
  const expected = `${quoted(value)} is not a value like "9.99"`
  if (typeof value !== 'string' && typeof value !== 'number') return problem(expected)
  try {
    const micro = parseDecimal(String(value))
    if (micro < 0n) return problem(`${quoted(value)} is negative`)
    return micro > Number.MAX_SAFE_INTEGER
      ? problem(`${quoted(value)} is more than an event can be worth`)
      : read(micro)
  } catch {
    return problem(expected)
  }
}

const NANO = 1_000_000_000n
const QUANTITY = /^(\d{1,15}(?:\.\d{1,9})?)\s*(\p{L}[\p{L}\p{N}-]*)$/u

export function readQuantity(value: unknown, units: UnitWords): Read<Quantity> {
  const match = typeof value === 'string' ? QUANTITY.exec(value.trim()) : null
  const [, number, unit] = match ?? []
  if (number === undefined || unit === undefined) {
    return problem(`${quoted(value)} is not a quantity with its unit, like "61s", "1.5 GB" or "1 sms"`)
  }
  const known = units.get(unit)
  if (known === undefined) {
    return problem(`"${unit.slice(0, 20)}" is no unit; one of: ${[...units.keys()].join(', ')}`)
  }
  try {
    const used = { micro: microOf(number, known), unit: known.unit }
    toTicks(used)
    return read(used)
  } catch {
    return problem(`${quoted(value)} is finer than usage is counted, or more than it can be`)
  }
}

/** Micro of the base unit. Throws RangeError for more than nine decimals. */
function microOf(number: string, { factor }: UnitWord): bigint {
  const [whole = '', decimals = ''] = number.split('.')
  const scaled = BigInt(whole + decimals.padEnd(9, '0')) * factor
  if (scaled % NANO !== 0n) throw new RangeError('finer than a millionth')
  return scaled / NANO
}

export function readBillDay(value: unknown): Read<number> {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 31
  return fits ? read(value) : problem(`${quoted(value)} is not a day of the month, 1 to 31`)
}

/** 1 is used first. */
export function readPriority(value: unknown): Read<number> {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1000
  return fits ? read(value) : problem(`${quoted(value)} is no whole number from 1 to 1000`)
}

export function readZone(value: unknown): Read<string> {
  return typeof value === 'string' && isZone(value)
    ? read(value)
    : problem(`${quoted(value)} is not a time zone like "Australia/Melbourne"`)
}

export function readCurrency(value: unknown): Read<string> {
  return typeof value === 'string' && isCurrency(value)
    ? read(value)
    : problem(`${quoted(value)} is not an ISO 4217 currency like "AUD"`)
}

export function readPlace(value: unknown): Read<string> {
  return typeof value === 'string' && isPlace(value) ? read(value) : problem(`${quoted(value)} ${NO_PLACE}`)
}
