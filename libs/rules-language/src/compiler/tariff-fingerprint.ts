// What a tariff's prices come to, as one short name: two versions with the same one rate every event alike on the days of both.
import { sha256 } from '../rule-set/sha256.ts'
import type { TariffForm } from './tariff-form.ts'

/** Where and in which layout something is written changes no price. */
const WRITING: ReadonlySet<string> = new Set(['at', 'text'])

/** 64 hex digits. The tariff's name, when and for whom it holds, and out of which pockets it is paid, have no part in it. */
export function tariffFingerprint(form: TariffForm): string {
  const { name: _name, from: _from, until: _until, reach: _reach, startsAt: _starts, endsAt: _ends, ...paid } = form
  const { pocketsByName: _paying, ...prices } = paid
  return sha256(JSON.stringify(prices, plainValue))
}

function plainValue(this: void, key: string, value: unknown): unknown {
  if (WRITING.has(key)) return undefined
  if (typeof value === 'bigint') return `${value}n`
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array | Int16Array | Int32Array) : value
}
