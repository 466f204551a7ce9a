export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number that JSON does not keep: others are written the same. */
export function isInexact(value: unknown): value is number {
  return typeof value === 'number' && !Number.isSafeInteger(value)
}

/** Of a text or number; '' of anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
}
