// Ids of events whose source names them by several fields, or not at all.
import { hashHex } from './hash-text.ts'

/** `nas/ann/0001`: of different parts a different id, whatever they hold. `between`: one character. */
export function joinedId(parts: readonly string[], between = '/'): string {
  return parts.map(part => part.replaceAll('\\', '\\\\').replaceAll(between, `\\${between}`)).join(between)
}

/** Of what a line says, where its source names no event: not of how that was written. */
export function fieldsId(fields: readonly string[]): string {
  return `#${hashHex(JSON.stringify(fields))}`
}
