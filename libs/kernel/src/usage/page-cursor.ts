// Where a page begins, as an opaque text that survives a URL.
import type { z } from 'zod'
import { Refused } from '../http/index.ts'

export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** The parts, as the schema says; a 400 for a text that no page gave out. */
export function readCursor<Parts extends z.ZodType>(text: string, schema: Parts): z.output<Parts> {
  const read = schema.safeParse(partsOf(text))
  if (read.success) return read.data
  throw new Refused(400, 'bad-cursor', 'The query parameter after is not what the page before gave as next.', [
    { field: 'after', message: 'not a cursor' }
  ])
}

function partsOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
