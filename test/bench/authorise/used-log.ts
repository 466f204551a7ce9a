// The log of a database that has worked for days: PostgreSQL writes into segments that were written before. It fills a new one with zeros first,
// for some 50 ms in which nothing is committed; on a new database that is every third second, and decides the slowest hundredth of whatever is measured.
import { Client } from 'pg'

/** Of 128 MB: more than the benchmark writes. */
const SEGMENTS = 6

export async function useLog(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (let made = 0; made < SEGMENTS; made++) {
    await client.query(`select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()`)
  }
  await client.query('checkpoint') // those before it are used again
  await client.end()
}
