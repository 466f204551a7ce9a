// What the environment says about this installation; the command line may say otherwise.
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { pluginsFolder, readClients, StartRefused, type KernelOptions } from '@farthing/kernel'

export interface Process {
  /** What this process is, for others to read: `farthing serve`. */
  readonly command: string
  /** A command of which an installation runs one at a time (serve, demo). */
  readonly exclusive: boolean
  readonly works?: boolean
  /** Whether it hears what the network sends: one process of an installation does. */
  readonly listens?: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

const SETTLE_SECONDS = 10

/**
 * DATABASE_URL, FARTHING_DATA (the folder of the built-in database), FARTHING_TENANT, and those of usage: FARTHING_INBOX, FARTHING_INBOX_SETTLE,
 * FARTHING_RADIUS_CLIENTS, FARTHING_RADIUS_LISTEN, FARTHING_RADIUS_SESSIONS,
 * FARTHING_QUARANTINE_SHARE, FARTHING_QUARANTINE_LINES and FARTHING_QUARANTINE_AGE.
 */
export function kernelOptions(environment: Environment, process: Process): KernelOptions {
  const { command, exclusive, works = false, listens = false } = process
  const { DATABASE_URL, FARTHING_DATA, FARTHING_TENANT } = environment
  return {
    database: DATABASE_URL ? { url: databaseUrl(DATABASE_URL) } : { command, exclusive },
    dataFolder: FARTHING_DATA || 'data',
    pluginsFolder,
    works,
    ...(FARTHING_TENANT ? { tenant: FARTHING_TENANT } : {}),
    ...inboxOf(environment),
    ...(listens ? radiusOf(environment) : {}),
    quarantineLimits: quarantineLimitsOf(environment)
  }
}

function inboxOf({ FARTHING_INBOX, FARTHING_INBOX_SETTLE }: Environment): Pick<KernelOptions, 'inbox'> {
  if (!FARTHING_INBOX) return {}
  const seconds = FARTHING_INBOX_SETTLE || String(SETTLE_SECONDS)
  if (!/^\d{1,4}$/.test(seconds)) {
    throw new StartRefused(
      `FARTHING_INBOX_SETTLE is '${seconds}': give whole seconds for which a file must stand still before it is taken, such as 10.`
    )
  }
  return { inbox: { folder: FARTHING_INBOX, settleMs: Number(seconds) * 1000 } }
}

const RADIUS_LISTEN = '127.0.0.1:1813'

function radiusOf(environment: Environment): Pick<KernelOptions, 'radius'> {
  const {
    FARTHING_INBOX,
    FARTHING_RADIUS_CLIENTS: file,
    FARTHING_RADIUS_LISTEN,
    FARTHING_RADIUS_SESSIONS
  } = environment
  if (!file) return {}
  if (!FARTHING_INBOX) {
    throw new StartRefused('FARTHING_RADIUS_CLIENTS needs FARTHING_INBOX: what is heard waits there to be rated.')
  }
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(FARTHING_RADIUS_LISTEN || RADIUS_LISTEN) ?? []
  if (isIP(host) === 0) {
    throw new StartRefused(
      `FARTHING_RADIUS_LISTEN is '${FARTHING_RADIUS_LISTEN}': give an address of this machine and a UDP port, such as 0.0.0.0:1813 or [::]:1813.`
    )
  }
  if (FARTHING_RADIUS_SESSIONS && !/^[1-9]\d{0,7}$/.test(FARTHING_RADIUS_SESSIONS)) {
    throw new StartRefused(
      `FARTHING_RADIUS_SESSIONS is '${FARTHING_RADIUS_SESSIONS}': give a whole number of sessions that may be open at once, such as 200000.`
    )
  }
  const most = FARTHING_RADIUS_SESSIONS ? { mostSessions: Number(FARTHING_RADIUS_SESSIONS) } : {}
  const read = readClients(textOf(file))
  if (read.ok) {
    const { clients } = read
    return { radius: { host, port: portNumber(port, 'FARTHING_RADIUS_LISTEN'), clients, ...most } }
  }
  throw new StartRefused(
    `${read.line === 0 ? file : `${file}:${read.line}`} (FARTHING_RADIUS_CLIENTS): ${read.problem}. Write lines such as: 192.0.2.7 secret radius-detail`
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartRefused(`The file of FARTHING_RADIUS_CLIENTS cannot be read: ${(error as Error).message}.`)
  }
}

/** A share in percent, of at least so many lines; an age in hours. */
function quarantineLimitsOf(environment: Environment): NonNullable<KernelOptions['quarantineLimits']> {
  const {
    FARTHING_QUARANTINE_AGE: age,
    FARTHING_QUARANTINE_LINES: lines,
    FARTHING_QUARANTINE_SHARE: share
  } = environment
  if (share && !/^\d{1,2}(\.\d{1,4})?$/.test(share)) {
    throw new StartRefused(`FARTHING_QUARANTINE_SHARE is '${share}': give a percentage below 100, such as 0.5.`)
  }
  if (lines && !/^[1-9]\d{0,8}$/.test(lines)) {
    throw new StartRefused(`FARTHING_QUARANTINE_LINES is '${lines}': give a number of lines, such as 1000.`)
  }
  if (age && !/^[1-9]\d{0,4}$/.test(age)) {
    throw new StartRefused(`FARTHING_QUARANTINE_AGE is '${age}': give whole hours, such as 48.`)
  }
  return {
    ...(share && { share: Number(share) / 100 }),
    ...(lines && { leastLines: Number(lines) }),
    ...(age && { ageHours: Number(age) })
  }
}

/** FARTHING_HOST and FARTHING_PORT. */
export function listenOptions({ FARTHING_HOST, FARTHING_PORT }: Environment): { host?: string; port?: number } {
  return {
    ...(FARTHING_HOST ? { host: FARTHING_HOST } : {}),
    ...(FARTHING_PORT ? { port: portNumber(FARTHING_PORT, 'FARTHING_PORT') } : {})
  }
}

export function portNumber(text: string, name: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port
  throw new StartRefused(`${name} is '${text}', which is no port: give a whole number from 0 (any free port) to 65535.`)
}

function databaseUrl(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text
  throw new StartRefused(
    'DATABASE_URL is not of the form postgres://user:password@host:port/database. Mend it, or unset it to use the built-in server.'
  )
}
