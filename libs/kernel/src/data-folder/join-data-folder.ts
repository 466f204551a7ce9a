// The built-in database of one installation: whoever comes first starts the server, whoever leaves last stops it.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { readIdentity, tryLock, waitForLock, type HeldLock } from './file-lock.ts'
import { inUse, ownerLock } from './owner.ts'
import { passwordLost, unusable } from './unusable.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { findRunning, initialise, serverUrl, start, stop, stopAndWait, type PostgresServer } from './postgres-server.ts'
import { isAlive, thisProcess, type ProcessIdentity } from './process-identity.ts'
import { serviceUser, type ServiceUser } from './service-user.ts'

export interface JoinOptions {
  /** The installation's folder, such as ./data. */
  readonly folder: string
  /** What this process is, for others to read: `farthing serve`. */
  readonly command: string
  /** A command of which an installation runs one at a time (serve, demo); others join beside it. */
  readonly exclusive: boolean
  /** Leave the server running when this process ends, for others to find (the test runner stops it). */
  readonly keepRunning?: boolean
  /** PostgreSQL settings over the durable defaults, for tests. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface JoinedServer {
  readonly url: string
  /** Whether this process started the server, or found it running. */
  readonly found: boolean
  /** Lets go of it; stops the server when nobody else of this installation uses it. */
  leave(): Promise<void>
}

/**
 * Durable: fsync and synchronous_commit stay on. No replication, so the log holds no more than recovery needs. Segments of it that
 * were written once are kept for the next busy hour: nothing is committed while a new one is filled with zeros.
 */
const SETTINGS = {
  max_connections: '200',
  shared_buffers: '256MB',
  min_wal_size: '1GB',
  max_wal_size: '4GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  log_min_messages: 'warning'
}

const DATABASE = 'farthing'
const TURN_TIMEOUT_MS = 120_000

export async function joinDataFolder(options: JoinOptions): Promise<JoinedServer> {
  const place = new DataFolder(resolve(options.folder), thisProcess(options.command), {
    ...SETTINGS,
    ...options.settings
  })
  return place.join(options.exclusive, options.keepRunning ?? false)
}

class DataFolder {
  readonly #folder: string
  readonly #run: string
  readonly #self: ProcessIdentity
  readonly #settings: Readonly<Record<string, string>>
  #owner: HeldLock | undefined
  #taken: HeldLock | undefined
  #left = false

  constructor(folder: string, self: ProcessIdentity, settings: Readonly<Record<string, string>>) {
    this.#folder = folder
    this.#run = join(folder, 'run')
    this.#self = self
    this.#settings = settings
  }

  async join(exclusive: boolean, keepRunning: boolean): Promise<JoinedServer> {
    try {
      const user = serviceUser(join(this.#folder, 'postgres'))
      mkdirSync(this.#run, { recursive: true })
      if (exclusive) this.#owner = await this.#own()
      this.#register()
      if (!keepRunning) this.#leaveAtExit()
      const server = await this.#server(user)
      const turn = await this.#turn()
      try {
        const running = await findRunning(server)
        const port = running ?? (await this.#start(server))
        await createDatabase(serverUrl(port, server.password, 'postgres')) // whoever started it may have died before
        const url = serverUrl(port, server.password, DATABASE)
        return { url, found: running !== null, leave: () => this.#leave() }
      } finally {
        turn.release()
      }
    } catch (error) {
      this.#left = true
      this.#unregister()
      throw unusable(error, this.#folder)
    }
  }

  async #own(): Promise<HeldLock> {
    const lock = await tryLock(ownerLock(this.#folder), this.#self)
    if (lock.ok) return lock
    throw inUse(this.#folder, lock.holder)
  }

  /** Starting and stopping are done by one process at a time. */
  async #turn(): Promise<HeldLock> {
    this.#taken = await waitForLock(join(this.#run, 'turn.lock'), this.#self, TURN_TIMEOUT_MS)
    return this.#taken
  }

  async #server(user: ServiceUser | null): Promise<PostgresServer> {
    const directory = join(this.#folder, 'postgres')
    return { directory, user, binaries: await postgresBinaries(user), password: this.#password() }
  }

  /** Written before the cluster that it opens; readable by the owner of the installation alone. */
  #password(): string {
    const file = join(this.#folder, 'postgres.password')
    if (!existsSync(file) && existsSync(join(this.#folder, 'postgres'))) throw passwordLost(this.#folder)
    try {
      writeFileSync(file, `${randomBytes(24).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    chmodSync(file, 0o600)
    return readFileSync(file, 'utf8').trim()
  }

  async #start(server: PostgresServer): Promise<number> {
    if (!existsSync(server.directory)) await this.#initialise(server)
    return start(server, this.#settings)
  }

  /** Made beside its place and renamed when whole: an interrupted start leaves nothing that looks like a database. */
  async #initialise(server: PostgresServer): Promise<void> {
    const draft = `${server.directory}.new`
    rmSync(draft, { recursive: true, force: true })
    await initialise({ ...server, directory: draft })
    renameSync(draft, server.directory)
  }

  #presence(): string {
    return join(this.#run, `${this.#self.pid}.process`)
  }

  #register(): void {
    writeFileSync(this.#presence(), `${JSON.stringify(this.#self)}\n`)
  }

  #unregister(): void {
    if (existsSync(this.#presence())) rmSync(this.#presence(), { force: true })
    this.#owner?.release()
  }

  /** Forgets the dead on the way. */
  #othersUseIt(): boolean {
    let others = false
    for (const name of readdirSync(this.#run).filter(each => each.endsWith('.process'))) {
      const file = join(this.#run, name)
      const identity = readIdentity(file)
      if (identity?.pid === this.#self.pid) continue
      if (identity && isAlive(identity)) others = true
      else rmSync(file, { force: true })
    }
    return others
  }

  async #leave(): Promise<void> {
    if (this.#left) return
    this.#left = true
    const turn = await this.#turn()
    try {
      if (!this.#othersUseIt()) await stop(join(this.#folder, 'postgres'))
    } finally {
      this.#unregister()
      turn.release()
    }
  }

  /**
   * For a process that ends without leaving: at exit nothing can be awaited, so the server is stopped while waiting.
   * A signal that nobody else listens to (the program is still starting) ends the process, and so comes here too.
   */
  #leaveAtExit(): void {
    process.once('exit', () => {
      if (this.#left) return
      this.#left = true
      if (!this.#othersUseIt()) stopAndWait(join(this.#folder, 'postgres'))
      this.#unregister()
      this.#taken?.release()
    })
    for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
      process.once(signal, () => {
        if (process.listenerCount(signal) === 0) process.exit(128 + number)
      })
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined) // the query under way reports it
  await client.connect()
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (known.rows.length === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}
