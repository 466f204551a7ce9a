// COPY FROM STDIN in PostgreSQL's text format: the fastest way of many rows into a table.
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import type { ClientBase } from 'pg'

const SPECIAL = /[\\\t\n\r]/
const CHUNK_CHARACTERS = 1 << 18

/** One row: fields in the order of the columns, null for NULL. Ends with a newline. */
export function copyLine(fields: readonly (string | number | bigint | boolean | null)[]): string {
  let line = ''
  for (let index = 0; index < fields.length; index += 1) {
    if (index > 0) line += '\t'
    const field = fields[index]
    line += field === null || field === undefined ? '\\N' : typeof field === 'string' ? escaped(field) : String(field)
  }
  return `${line}\n`
}

/** `copyRows(client, 'invoice (tenant, id)', lines)`: `lines` as from `copyLine`. */
export async function copyRows(client: ClientBase, target: string, lines: Iterable<string>): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target} from stdin`))
  const finished = once(stream, 'finish')
  finished.catch(() => undefined) // reported below; a failure while writing must not go unhandled meanwhile
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length < CHUNK_CHARACTERS) continue
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished])
    chunk = ''
  }
  stream.end(chunk)
  await finished
}

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
