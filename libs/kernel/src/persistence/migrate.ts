// Brings the database to the tables that this version of the program knows, one process at a time.
import type { MikroORM } from '@mikro-orm/postgresql'
import { Client } from 'pg'
import { migrations } from './migrations/index.ts'
import { grantTables, prepareRole } from './roles.ts'
import { StartRefused } from '../start-refused.ts'

const MIGRATION_LOCK = 'farthing:migration'
const OLDEST_SERVER = 150_000

/** Applies the missing migrations under an advisory lock and returns their names. */
export async function migrate(orm: MikroORM, url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'farthing migration' })
  client.on('error', () => undefined) // the query under way reports it
  await client.connect()
  try {
    await checkVersion(client)
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [MIGRATION_LOCK])
    await prepareRole(client)
    await grantTables(client)
    await checkNotNewer(orm)
    const done = await orm.migrator.up()
    return done.map(each => each.name)
  } finally {
    await client.end()
  }
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text"
  )
  if (rows[0].number >= OLDEST_SERVER) return
  throw new StartRefused(
    `The server behind DATABASE_URL is PostgreSQL ${rows[0].text}; Farthing needs 15 or newer.\n` +
      'Point DATABASE_URL at a newer server, or unset it to use the built-in PostgreSQL 18 in ./data.'
  )
}

async function checkNotNewer(orm: MikroORM): Promise<void> {
  const known = new Set(migrations.map(each => each.name))
  const newer = (await orm.migrator.getExecuted()).filter(each => !known.has(each.name))
  if (newer.length === 0) return
  throw new StartRefused(
    `This database was brought up to date by a newer version of Farthing (${newer.map(each => each.name).join(', ')}).\n` +
      'Run that version, or restore the database from before.'
  )
}
