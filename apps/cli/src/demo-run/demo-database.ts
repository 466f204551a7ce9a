// A database for the demo alone: empty at every start, and never one that holds somebody's own accounts.
import { joinDataFolder, StartRefused, type KernelOptions } from '@farthing/kernel'
import { kernelOptions } from '@farthing/server'
import { Client } from 'pg'

export interface DemoDatabase {
  readonly options: KernelOptions
  /** Lets go of the built-in server. */
  leave(): Promise<void>
}

const MARK = 'farthing demo: emptied by the next farthing demo'

/** The built-in server in the data folder, or DATABASE_URL; emptied if an earlier demo filled it, refused if anybody else did. */
export async function demoDatabase(environment: NodeJS.ProcessEnv): Promise<DemoDatabase> {
  const options = kernelOptions(environment, { command: 'farthing demo', exclusive: true })
  const { database, dataFolder = 'data' } = options
  const joined =
    'url' in database
      ? undefined
      : await joinDataFolder({ folder: dataFolder, command: 'farthing demo', exclusive: true })
  const url = 'url' in database ? database.url : (joined?.url ?? '')
  const leave = async (): Promise<void> => joined?.leave()
  try {
    await startEmpty(url)
  } catch (problem) {
    await leave()
    throw problem
  }
  return { options: { ...options, database: { url } }, leave }
}

async function startEmpty(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect().catch((problem: Error) => {
    throw new StartRefused(
      `PostgreSQL does not answer: ${problem.message}. Check DATABASE_URL, or unset it to use the built-in server.`
    )
  })
  try {
    const { rows } = await client.query<{ mark: string | null; filled: boolean }>(
      `select obj_description('public'::regnamespace, 'pg_namespace') as mark, to_regclass('public.account') is not null as filled`
    )
    const [found] = rows
    if (found?.filled && found.mark !== MARK && (await isUsed(client))) throw new StartRefused(occupied(url))
    await client.query(
      'drop schema if exists pgboss cascade; drop schema if exists public cascade; create schema public'
    )
    await client.query(`comment on schema public is '${MARK}'`)
  } finally {
    await client.end()
  }
}

async function isUsed(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select 1 from account) or exists (select 1 from rules_publication) as used'
  )
  return rows[0]?.used ?? false
}

function occupied(url: string): string {
  const { host, pathname } = new URL(url)
  return (
    `The database ${host}${pathname} holds accounts or rules that are not the demo's, and the demo begins with an empty one.\n` +
    'Give it another folder (FARTHING_DATA=./data-demo farthing demo) or another database (DATABASE_URL).'
  )
}
