// Who holds a file: a process id alone is reused by the system, so its start time and host go with it.
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

export interface ProcessIdentity {
  readonly pid: number
  /** Clock ticks since boot at which the process began (Linux), or '' where that is not known. */
  readonly started: string
  readonly host: string
  /** What it is doing, such as `farthing serve`. */
  readonly command: string
}

export function thisProcess(command: string): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid).started, host: hostname(), command }
}

/** Whether the process still runs. One on another host is taken to: nobody here can know. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (identity.host !== hostname()) return true
  if (!pidExists(identity.pid)) return false
  const { started, zombie } = startOf(identity.pid)
  return !zombie && (started === '' || identity.started === '' || started === identity.started)
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The state and start time of /proc/PID/stat, whose second field (the name) may hold spaces and brackets. */
function startOf(pid: number): { started: string; zombie: boolean } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { started: fields[19] ?? '', zombie: fields[0] === 'Z' }
  } catch {
    return { started: '', zombie: false }
  }
}
