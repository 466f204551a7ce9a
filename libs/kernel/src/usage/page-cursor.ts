// Where a page begins, as an opaque text that survives a URL.
import { Refused } from '../http/index.ts'

export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** The parts, as many as `count`; a 400 for a text that no page gave out. */
export function readCursor(text: string, count: number): (string | number)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (Array.isArray(parts) && parts.length === count) return parts as (string | number)[]
  } catch {
    // falls through: not one of ours
  }
  throw new Refused(400, 'bad-cursor', 'The query parameter after is not what the page before gave as next.', [
    { field: 'after', message: 'not a cursor' }
  ])
}
