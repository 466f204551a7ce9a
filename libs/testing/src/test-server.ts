// One PostgreSQL per test run (no fsync), with a migrated template from which each spec file clones its database.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_TENANT, Jobs, joinDataFolder, Persistence, tables, thisProcess, waitForLock } from '@farthing/kernel'
import { Client } from 'pg'

export interface TestServer {
  /** Of the maintenance database. */
  readonly url: string
  readonly template: string
}

const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  autovacuum: 'off'
}
const TEMPLATE = 'farthing_template'
const START_TIMEOUT_MS = 60_000

/** The run's server: started by whoever asks first, found through the run's folder by all others. */
export async function testServer(): Promise<TestServer> {
  const folder = (process.env['FARTHING_TEST_RUN'] ??= await ownRun())
  const file = join(folder, 'server.json')
  const known = readServer(file)
  if (known) return known
  const lock = await waitForLock(join(folder, 'server.lock'), thisProcess('tests'), START_TIMEOUT_MS)
  try {
    return readServer(file) ?? (await startServer(folder, file))
  } finally {
    lock.release()
  }
}

/** Outside of Jest (a benchmark) the process is a run of its own, removed when it ends. */
async function ownRun(): Promise<string> {
  const { newRun, removeRun } = (await import(new URL('../jest/test-run.mjs', import.meta.url).href)) as TestRun
  const folder = newRun()
  process.once('exit', () => removeRun(folder))
  return folder
}

interface TestRun {
  newRun(): string
  removeRun(folder: string): void
}

async function startServer(folder: string, file: string): Promise<TestServer> {
  const given = process.env['FARTHING_TEST_DATABASE_URL']
  const url =
    given ??
    (await joinDataFolder({ folder, command: 'tests', exclusive: false, keepRunning: true, settings: FAST })).url
  const server = { url, template: given ? `${TEMPLATE}_${process.pid}` : TEMPLATE }
  await makeTemplate(server)
  writeFileSync(file, JSON.stringify(server))
  return server
}

async function makeTemplate({ url, template }: TestServer): Promise<void> {
  await command(url, `create database ${template}`)
  const place = urlOf(url, template)
  const persistence = await Persistence.open({ url: place, tables })
  await persistence.close()
  const jobs = new Jobs(place, DEFAULT_TENANT)
  await jobs.start()
  await jobs.stop()
  await command(url, `alter database ${template} is_template true allow_connections false`)
}

/** Runs one statement on the maintenance database. */
export async function command(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

function readServer(file: string): TestServer | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TestServer
  } catch {
    return null
  }
}
