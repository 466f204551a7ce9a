// The bound: the rows that a bill run wrote, taken out once and put back by COPY alone, into the same tables.
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { Persistence } from '@farthing/kernel'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

const TABLES = [
  'invoice',
  'invoice_line',
  'invoice_usage',
  'empty_bill',
  'billing_cursor',
  'ledger_transaction',
  'ledger_posting',
  'outbox'
]
const BLOCK = 1 << 18

export type TakenRows = ReadonlyMap<string, readonly Buffer[]>

export async function takeRows(persistence: Persistence): Promise<TakenRows> {
  const taken = new Map<string, readonly Buffer[]>()
  await persistence.bulk('main', async client => {
    for (const table of TABLES) {
      const pieces: Buffer[] = []
      for await (const piece of client.query(copyTo(`copy ${table} to stdout`)))
        pieces.push(Buffer.from(piece as Buffer))
      taken.set(table, blocks(Buffer.concat(pieces)))
    }
  })
  return taken
}

export async function putRows(persistence: Persistence, rows: TakenRows): Promise<void> {
  await persistence.bulk('main', async client => {
    for (const [table, pieces] of rows) {
      await pipeline(Readable.from(pieces, { objectMode: true }), client.query(copyFrom(`copy ${table} from stdin`)))
    }
  })
}

function blocks(all: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(all.length / BLOCK) }, (_, index) =>
    all.subarray(index * BLOCK, (index + 1) * BLOCK)
  )
}
