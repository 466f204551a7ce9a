// Whether an installation may be started: quick to ask, before the program itself is loaded.
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { StartRefused } from '../start-refused.ts'
import { readIdentity } from './file-lock.ts'
import { isAlive, type ProcessIdentity } from './process-identity.ts'

/** Held by the one command (serve, demo) that owns the installation. */
export function ownerLock(folder: string): string {
  return join(resolve(folder), 'run', 'owner.lock')
}

/** Throws StartRefused, naming the process, when a command that runs once per installation holds the folder. */
export function refuseIfInUse(folder: string): void {
  const holder = readIdentity(ownerLock(folder))
  if (holder && holder.pid !== process.pid && isAlive(holder)) throw inUse(folder, holder)
}

export function inUse(folder: string, { pid, command, host }: ProcessIdentity): StartRefused {
  return new StartRefused(
    `${resolve(folder)} is in use by process ${pid} (${command})${host === hostname() ? '' : ` on ${host}`}.\n` +
      `Stop that process (kill ${pid}) and start again, choose another folder with FARTHING_DATA, or set DATABASE_URL.\n` +
      'Workers and single commands (farthing worker, farthing bill run, ...) may run beside it.'
  )
}
