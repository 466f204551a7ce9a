// What a tariff's prices come to, as one short name: two versions with the same one rate every event alike on the days of both.
import { sha256 } from '../rule-set/sha256.ts'
import type { TariffForm } from './tariff-form.ts'

/** Where something is written, and when and for whom it holds, change no price. */
const NOT_PRICES: ReadonlySet<string> = new Set<string>([
  'at',
  'name',
  'from',
  'until',
  'reach',
  'startsAt',
  'endsAt'
] satisfies (keyof TariffForm)[])

/** 64 hex digits. */
export function tariffFingerprint(form: TariffForm): string {
  return sha256(JSON.stringify(form, (key, value: unknown) => plainValue(key, value, form)))
}

function plainValue(this: void, key: string, value: unknown, form: TariffForm): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array | Int16Array | Int32Array)
  if (key === 'at') return undefined
  // of the tariff itself only: bands have names too, and steps begin somewhere
  return NOT_PRICES.has(key) && form[key as keyof TariffForm] === value ? undefined : value
}
