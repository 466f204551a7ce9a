// The life of the built-in server with real processes: joined, refused, killed, adopted, moved behind a private folder.
import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'

const repository = join(import.meta.dirname, '../../../..')
const hook = pathToFileURL(join(repository, 'tools/swc-hook.mjs')).href
const door = pathToFileURL(join(import.meta.dirname, 'index.ts')).href
const root = process.getuid?.() === 0
const NOBODY = 65_534

/** Joins, says how that went, and leaves when its input ends; a signal takes whatever way the product has for it. */
const PROGRAM = `
  const { joinDataFolder } = await import(${JSON.stringify(door)})
  const [folder, exclusive] = process.argv.slice(1)
  const settings = { fsync: 'off', shared_buffers: '16MB' }
  try {
    const joined = await joinDataFolder({ folder, command: 'farthing serve', exclusive: exclusive === 'exclusive', settings })
    console.log(JSON.stringify({ url: joined.url, found: joined.found }))
    process.stdin.on('end', () => joined.leave().then(() => process.exit(0))).resume()
  } catch (error) {
    console.log(JSON.stringify({ refused: error.name === 'StartRefused' ? error.message : error.stack }))
  }`

interface Told {
  readonly url?: string
  readonly found?: boolean
  readonly refused?: string
}

const processes: ChildProcess[] = []
const folders: string[] = []

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-data-folder-'))
  folders.push(folder)
  return folder
}

function launch(
  folder: string,
  exclusive = true,
  user: { uid?: number; gid?: number } = {}
): ChildProcess & { told: Promise<Told> } {
  const options = ['--import', hook, '--input-type=module', '-e', PROGRAM, folder, exclusive ? 'exclusive' : 'beside']
  const child = spawn(process.execPath, options, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
    ...user
  })
  processes.push(child)
  const told = new Promise<Told>((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.includes('\n')) resolve(JSON.parse(text) as Told)
    })
    child.once('exit', code => reject(new Error(`ended with ${code} before it said anything`)))
  })
  return Object.assign(child, { told })
}

async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  const ended = new Promise(resolve => child.once('exit', resolve))
  if (signal) child.kill(signal)
  else child.stdin?.end()
  await ended
}

async function answer(url: string | undefined, query = 'select 1 as value'): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows[0]?.value
  } finally {
    await client.end()
  }
}

function postmasterPid(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

function serverRuns(folder: string): boolean {
  return existsSync(join(folder, 'postgres', 'postmaster.pid'))
}

afterAll(async () => {
  for (const child of processes) if (child.exitCode === null && child.signalCode === null) await end(child)
  for (const folder of folders) {
    if (serverRuns(folder)) {
      const cleaner = launch(folder, false) // takes over what a failed test left, and ends it in order
      await cleaner.told.catch(() => undefined)
      await end(cleaner)
    }
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)

describe('a data folder', () => {
  it('starts its server, keeps others of its kind out, lets the rest join, and stops with the last', async () => {
    const folder = temporaryFolder()
    const owner = launch(folder)
    const { url, found } = await owner.told
    expect(found).toBe(false)
    expect(new URL(url ?? '').hostname).toBe('127.0.0.1')
    const { refused } = await launch(folder).told
    expect(refused).toContain(`is in use by process ${owner.pid} (farthing serve)`)
    expect(refused).toContain(`kill ${owner.pid}`)
    const worker = launch(folder, false)
    expect(await worker.told).toMatchObject({ url, found: true })
    await end(owner)
    expect(await answer(url)).toBe(1)
    await end(worker)
    expect(serverRuns(folder)).toBe(false)
    expect(readdirSync(join(folder, 'run'))).toEqual([])
    expect(statSync(join(folder, 'postgres.password')).mode & 0o077).toBe(0)
  }, 60_000)

  it('adopts the server that a killed process left behind, with its data', async () => {
    const folder = temporaryFolder()
    const first = launch(folder)
    const { url } = await first.told
    await answer(url, 'create table kept as select 42 as value')
    await end(first, 'SIGKILL')
    expect(await answer(url)).toBe(1)
    const second = launch(folder)
    expect(await second.told).toMatchObject({ url, found: true })
    expect(await answer(url, 'select value from kept')).toBe(42)
    await end(second, 'SIGTERM')
    expect(serverRuns(folder)).toBe(false)
  }, 60_000)

  it('starts again after the server itself was killed', async () => {
    const folder = temporaryFolder()
    const first = launch(folder)
    await first.told
    process.kill(postmasterPid(folder), 'SIGKILL')
    await end(first, 'SIGKILL')
    const second = launch(folder)
    const told = await second.told
    expect(told.found).toBe(false)
    expect(await answer(told.url)).toBe(1)
    await end(second, 'SIGINT')
    expect(serverRuns(folder)).toBe(false)
  }, 60_000)

  it('is made once by many who come at the same moment', async () => {
    const folder = temporaryFolder()
    const all = Array.from({ length: 4 }, () => launch(folder, false))
    const told = await Promise.all(all.map(each => each.told))
    expect(new Set(told.map(each => each.url)).size).toBe(1)
    expect(told.filter(each => each.found === false)).toHaveLength(1)
    await Promise.all(all.map(each => end(each)))
    expect(serverRuns(folder)).toBe(false)
  }, 60_000)

  it('gives the lock of a dead process to exactly one', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'run'))
    const dead = {
      pid: 2 ** 22 + 1,
      started: '1',
      host: (await import('node:os')).hostname(),
      command: 'farthing serve'
    }
    writeFileSync(join(folder, 'run', 'owner.lock'), JSON.stringify(dead))
    const told = await Promise.all(Array.from({ length: 4 }, () => launch(folder).told))
    expect(told.filter(each => each.url !== undefined)).toHaveLength(1)
    expect(told.filter(each => each.refused?.includes('is in use by process'))).toHaveLength(3)
  }, 60_000)

  it('works behind a private folder', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o700)
    const inner = join(folder, 'a "quoted" name', 'data')
    mkdirSync(inner, { recursive: true })
    const child = launch(inner)
    const { url, refused } = await child.told
    expect(refused).toBeUndefined()
    expect(await answer(url)).toBe(1)
    await end(child)
    expect(existsSync(join(inner, 'postgres', 'PG_VERSION'))).toBe(true)
  }, 60_000)

  const asRoot = root ? it : it.skip
  asRoot(
    'works for a user who is not root, and tells another user whose it is',
    async () => {
      const folder = temporaryFolder()
      chownSync(folder, NOBODY, NOBODY)
      const child = launch(folder, true, { uid: NOBODY, gid: NOBODY })
      const { url, refused } = await child.told
      expect(refused).toBeUndefined()
      expect(await answer(url)).toBe(1)
      await end(child)
      expect(statSync(join(folder, 'postgres')).uid).toBe(NOBODY)
      const asRootAgain = launch(folder)
      expect((await asRootAgain.told).refused).toBeUndefined()
      await end(asRootAgain)
      chmodSync(folder, 0o777)
      chmodSync(join(folder, 'run'), 0o777)
      const stranger = launch(folder, true, { uid: NOBODY - 1, gid: NOBODY - 1 })
      expect((await stranger.told).refused).toContain('belongs to another user')
    },
    60_000
  )

  it('says what to do when it cannot be used', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'taken')
    writeFileSync(file, '')
    expect((await launch(file).told).refused).toContain('is no folder')
    const lost = join(folder, 'lost')
    mkdirSync(join(lost, 'postgres'), { recursive: true })
    if (root) chownSync(join(lost, 'postgres'), NOBODY, NOBODY)
    expect((await launch(lost).told).refused).toContain('postgres.password, which opens it, is gone')
    const others = join(folder, 'private')
    mkdirSync(others)
    if (!root) return
    expect((await launch(others, true, { uid: NOBODY, gid: NOBODY }).told).refused).toContain('may not write in')
  }, 60_000)
})
