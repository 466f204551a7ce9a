// PostgreSQL refuses to run as root: as root it is started under an account of its own.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { StartRefused } from '../start-refused.ts'

export interface ServiceUser {
  readonly uid: number
  readonly gid: number
}

/**
 * The user that the server of this data directory must run as, or null for the current one. As root: the directory's
 * owner, else the user `postgres`, which is created when the system has none, else `nobody`.
 */
export function serviceUser(dataDirectory: string): ServiceUser | null {
  const uid = process.getuid?.()
  const owner = statSync(dataDirectory, { throwIfNoEntry: false })
  if (uid === undefined) return null
  if (uid !== 0) {
    if (owner && owner.uid !== uid) throw foreignDirectory(dataDirectory, owner.uid)
    return null
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return findUser('postgres') ?? createUser() ?? findUser('nobody') ?? noUser()
}

function findUser(name: string): ServiceUser | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(each => each.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

function createUser(): ServiceUser | null {
  const debian = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']
  spawnSync('useradd', debian, { stdio: 'ignore' })
  if (!findUser('postgres')) spawnSync('adduser', ['-S', '-D', '-H', 'postgres'], { stdio: 'ignore' }) // busybox
  return findUser('postgres')
}

function noUser(): never {
  throw new StartRefused(
    'PostgreSQL does not run as root, and no user for it could be made. Create one (useradd --system postgres), ' +
      'run Farthing as another user, or set DATABASE_URL.'
  )
}

function foreignDirectory(directory: string, uid: number): StartRefused {
  return new StartRefused(
    `${directory} belongs to another user (uid ${uid}): it was made by root or by somebody else.\n` +
      'Run Farthing as the user who made it, choose another data folder with FARTHING_DATA, or set DATABASE_URL.'
  )
}
