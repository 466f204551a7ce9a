// Makes, starts, finds and stops the PostgreSQL server of one data directory.
import { spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { pidExists } from './process-identity.ts'
import { ServerFailed } from './unusable.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { ServiceUser } from './service-user.ts'

export const SERVER_USER = 'farthing'

const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 60_000
const EXIT_TIMEOUT_MS = 5_000

/** Megabytes. Nothing is committed for 0.1 s and more whenever the log goes to its next segment: docs/decisions/0193. */
const LOG_SEGMENTS = ['--wal-segsize=128']

export interface PostgresServer {
  readonly directory: string
  readonly binaries: PostgresBinaries
  readonly user: ServiceUser | null
  readonly password: string
}

/** Fills an empty directory with a new cluster: UTF-8, C.UTF-8 order, password over loopback only. */
export async function initialise(server: PostgresServer): Promise<void> {
  mkdirSync(server.directory, { recursive: true, mode: 0o700 })
  giveTo(server.user, server.directory)
  const secret = mkdtempSync(join(tmpdir(), 'farthing-initdb-'))
  try {
    const file = join(secret, 'password')
    writeFileSync(file, server.password, { mode: 0o600 })
    giveTo(server.user, secret, file)
    const settings = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = [
      `--username=${SERVER_USER}`,
      '--auth=scram-sha-256',
      `--pwfile=${file}`,
      '--set=scram_iterations=256'
    ]
    const done = await run(server, server.binaries.initdb, [...settings, ...access, ...LOG_SEGMENTS, '--no-sync'])
    if (done.code !== 0) throw new ServerFailed(`PostgreSQL could not make ${server.directory}: ${done.output}`)
  } finally {
    rmSync(secret, { recursive: true, force: true })
  }
}

/**
 * Starts the server on a free loopback port and returns the port. A server just killed may still hold the directory
 * (a zombie not yet reaped, a child that has not noticed): that passes, so it is tried again for a while.
 */
export async function start(server: PostgresServer, settings: Readonly<Record<string, string>>): Promise<number> {
  const end = performance.now() + START_TIMEOUT_MS
  for (;;) {
    const port = await freePort()
    const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings }
    const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)
    const log = join(seenByServer(server), 'server.log')
    const done = await run(server, server.binaries.pgCtl, ['-w', '-t', '60', '-l', log, '-o', flags.join(' '), 'start'])
    if (done.code === 0 && (await answers(server, port))) return port
    if (performance.now() > end) throw new ServerFailed(startFailure(server, done.output))
    const running = await findRunning(server)
    if (running !== null) return running
    await sleep(200)
  }
}

/** The port of the server that runs on the directory and answers a query with our password; null when none does. */
export async function findRunning(server: PostgresServer): Promise<number | null> {
  const postmaster = readPostmaster(server.directory)
  if (postmaster === null || !pidExists(postmaster.pid)) return null
  return (await answers(server, postmaster.port)) ? postmaster.port : null
}

/** Asks the server to end all sessions and stop; returns when its pid file is gone. */
export async function stop(directory: string): Promise<void> {
  if (!requestStop(directory)) return
  for (const end = performance.now() + STOP_TIMEOUT_MS; performance.now() < end; await sleep(20)) {
    const left = readPostmaster(directory)
    if (left === null || !pidExists(left.pid)) return
  }
  throw new Error(`PostgreSQL in ${directory} did not stop within ${STOP_TIMEOUT_MS / 1000} s`)
}

/** The same without a promise, for the moment when the process ends. */
export function stopAndWait(directory: string): void {
  if (!requestStop(directory)) return
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waitedMs = 0; waitedMs < EXIT_TIMEOUT_MS && readPostmaster(directory) !== null; waitedMs += 20) {
    Atomics.wait(pause, 0, 0, 20)
  }
}

/** Asks without waiting; false when no server runs. */
function requestStop(directory: string): boolean {
  const postmaster = readPostmaster(directory)
  if (postmaster === null || !isPostgres(postmaster.pid)) return false
  try {
    process.kill(postmaster.pid, 'SIGINT') // PostgreSQL's fast shutdown
    return true
  } catch {
    return false
  }
}

export function serverUrl(port: number, password: string, database: string): string {
  return `postgres://${SERVER_USER}:${password}@127.0.0.1:${port}/${database}`
}

/** Line 1 of postmaster.pid is the process, line 4 the port. */
function readPostmaster(directory: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 1 && port > 0 ? { pid, port } : null
  } catch {
    return null
  }
}

/** Guards against a pid file left by a crash whose number belongs to somebody else by now. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return pidExists(pid)
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    return false
  }
}

async function answers(server: PostgresServer, port: number): Promise<boolean> {
  const client = new Client({
    connectionString: serverUrl(port, server.password, 'postgres'),
    connectionTimeoutMillis: 3_000
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * How the server names its own directory. Under root it runs as a user who may not be able to walk there (a checkout
 * under /root): it is started inside the directory, and Linux leads /proc/self/cwd to it without walking the parents.
 */
function seenByServer({ user, directory }: PostgresServer): string {
  const plain = user === null && !/["$`\\]/.test(directory) // pg_ctl hands the name to a shell in double quotes
  return plain || process.platform !== 'linux' ? directory : '/proc/self/cwd'
}

async function run(
  server: PostgresServer,
  program: string,
  options: string[]
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, ['-D', seenByServer(server), ...options], {
    cwd: server.directory,
    env: { PATH: process.env['PATH'], LANG: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(server.user ?? {})
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(new ServerFailed(`${program} does not run on this machine: ${error.message}`)))
    child.once('exit', code => resolve({ code, output: output.slice(-2_000) }))
  })
}

function giveTo(user: ServiceUser | null, ...paths: string[]): void {
  for (const path of paths) {
    if (user) chownSync(path, user.uid, user.gid)
  }
  if (paths[0] !== undefined) chmodSync(paths[0], 0o700)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

function startFailure(server: PostgresServer, output: string): string {
  let log = ''
  try {
    log = readFileSync(join(server.directory, 'server.log'), 'utf8').split('\n').slice(-8).join('\n')
  } catch {
    // no log: pg_ctl's own words have to do
  }
  return `PostgreSQL did not start in ${server.directory}: ${output.trim()}\n${log}`
}
