// So many lines as one transaction takes: all of a page are in memory.
import type { Writer } from '../persistence/index.ts'
import { linesOfBytes, type QuarantinedLine, type QuarantineQuery, readQuarantine } from './quarantine-book.ts'

const LINES = 5_000
/** Of raw lines. */
const BYTES = 16_777_216

export async function readQuarantinePage(
  writer: Writer,
  tenant: string,
  asked: Omit<QuarantineQuery, 'limit'>
): Promise<QuarantinedLine[]> {
  const query = { ...asked, limit: LINES }
  const limit = await linesOfBytes(writer, tenant, query, BYTES)
  return readQuarantine(writer, tenant, { ...query, limit })
}
