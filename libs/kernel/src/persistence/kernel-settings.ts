import type { BlockList } from 'node:net'
import type { Clock } from './clock.ts'

/** What one process of the kernel is told when it starts. */
export interface KernelOptions {
  readonly database: DatabaseChoice
  /** Settings of this installation; the folder of the built-in database and of what the program writes. Default ./data. */
  readonly dataFolder?: string
  /** The tenant whose rows this process sees, and whose jobs it does. Default 'main'. */
  readonly tenant?: string
  /** Default: the system's. */
  readonly clock?: Clock
  /** Whether the process is more than this kernel's, such as a test run: its collector is left alone then. Default false. */
  readonly sharesProcess?: boolean
  /** Whether this process takes jobs from the queues of its tenant. Default false. */
  readonly works?: boolean
  /** Where plugins live, one folder each. Default: plugins/ beside the program. */
  readonly pluginsFolder?: string
  /** Where usage files come in by themselves. Default: nowhere. */
  readonly inbox?: InboxSettings
  /** Where accounting packets are heard; they go through the inbox. Default: nowhere. */
  readonly radius?: RadiusSettings
  /** Beyond which quarantine is told of. Default: never. */
  readonly quarantineLimits?: QuarantineLimits
}

export interface QuarantineLimits {
  /** Of the lines read in the last 30 days, the part that waits: 0 to 1. */
  readonly share?: number
  /** Of fewer lines than these the share says nothing. Default: `LEAST_LINES`. */
  readonly leastLines?: number
  /** How long a line may wait. */
  readonly ageHours?: number
}

export interface InboxSettings {
  /** Holds one folder per usage format, named by its code. */
  readonly folder: string
  /** A file is taken when its size and time have stood still for so long. */
  readonly settleMs: number
}

export interface RadiusSettings {
  readonly host: string
  /** UDP; 0 takes a free one. */
  readonly port: number
  readonly clients: readonly RadiusClient[]
  /** Sessions that may be open at once, each about a kilobyte of memory. Default 200,000. */
  readonly mostSessions?: number
}

/** Who may send accounting packets. */
export interface RadiusClient {
  /** As written: an address, or a network such as 192.0.2.0/24. */
  readonly name: string
  readonly secret: string
  /** Code of the usage format that reads its packets. */
  readonly format: string
  readonly addresses: Pick<BlockList, 'check'>
}

export type DatabaseChoice =
  /** A server that somebody else runs. */
  | { readonly url: string; readonly migrate?: boolean }
  /** The built-in server in the data folder; `exclusive` for a command that runs once per installation (serve, demo). */
  | { readonly command: string; readonly exclusive: boolean }

export const DEFAULT_TENANT = 'main'

/** The options with their defaults; inject it where a folder or the tenant is needed. */
export class KernelSettings {
  readonly database: DatabaseChoice
  readonly dataFolder: string
  readonly tenant: string
  readonly works: boolean
  readonly pluginsFolder: string | undefined
  readonly inbox: InboxSettings | undefined
  readonly radius: RadiusSettings | undefined
  readonly quarantineLimits: QuarantineLimits

  constructor(options: KernelOptions) {
    this.database = options.database
    this.dataFolder = options.dataFolder ?? 'data'
    this.tenant = options.tenant ?? DEFAULT_TENANT
    this.works = options.works ?? false
    this.pluginsFolder = options.pluginsFolder
    this.inbox = options.inbox
    this.radius = options.radius
    this.quarantineLimits = options.quarantineLimits ?? {}
  }
}
