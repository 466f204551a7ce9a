// Accounting packets from the network: on the disk first, answered then, and rated from the inbox like any other usage.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { Clock, KernelSettings, type RadiusClient, type RadiusSettings } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { StartRefused } from '../start-refused.ts'
import { AccountingBooks, type PacketFormats } from './accounting-books.ts'
import { accountingResponse, readAccountingRequest } from './accounting-packet.ts'
import type { AccountingRequest, PacketProblem } from './accounting-packet.ts'

/** What became of packets since this process began. Only what is recorded is answered, so that all else is sent again. */
export type PacketOutcome = 'recorded' | 'repeated' | 'unknown-sender' | 'overrun' | 'not-recorded' | PacketProblem

interface WaitingPacket {
  readonly request: AccountingRequest
  readonly client: RadiusClient
  readonly sender: Pick<RemoteInfo, 'address' | 'port'>
  readonly heardAt: Temporal.Instant
}

/** Packets that may wait for the disk. */
const MOST_WAITING = 10_000
const MOST_AT_ONCE = 1000
const MOST_SESSIONS = 200_000
const TURN_MS = 10_000
const NOT_RECORDED = 'Accounting packets cannot be recorded, so they are not answered'
const NOT_OFFERED =
  'What was heard is on the disk, but cannot be offered to the inbox, which is tried again every ten seconds'

@Injectable()
export class RadiusListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly outcomes = new Map<PacketOutcome, number>()
  readonly #log = new Logger('radius')
  /** By sender, identifier and authenticator: a packet that is sent again meanwhile is one. */
  readonly #waiting = new Map<string, WaitingPacket>()
  #socket: Socket | null = null
  #books: AccountingBooks | null = null
  /** One thing at a time happens to the books. */
  #work: Promise<void> = Promise.resolve()
  #recording = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    @Inject(KernelSettings) private readonly settings: KernelSettings,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock
  ) {}

  /** The UDP port; null in a process that does not listen. */
  get port(): number | null {
    return this.#socket?.address().port ?? null
  }

  /** '127.0.0.1:1813', '[::]:1813'; null in a process that does not listen. */
  get address(): string | null {
    const bound = this.#socket?.address()
    if (bound === undefined) return null
    return bound.family === 'IPv6' ? `[${bound.address}]:${bound.port}` : `${bound.address}:${bound.port}`
  }

  get openSessions(): number {
    return this.#books?.openSessions ?? 0
  }

  async onApplicationBootstrap(): Promise<void> {
    const { inbox, radius } = this.settings
    if (radius === undefined || inbox === undefined) return
    const formats = this.#openFormats(radius.clients)
    const socket = await listening(radius)
    this.#socket = socket
    const { mostSessions = MOST_SESSIONS } = radius
    const { address, port } = socket.address()
    const place = { inbox: inbox.folder, address, port, mostSessions }
    const books = new AccountingBooks(place, formats)
    this.#books = books
    await books.open()
    this.#tellUnread()
    socket.on('error', error => this.#log.error(`The socket for accounting packets: ${error.message}`))
    socket.on('message', (datagram, sender) => this.#receive(datagram, sender, radius.clients))
    this.#timer = setInterval(() => this.#do(() => this.turn(), NOT_OFFERED), TURN_MS)
  }

  /** Everything received is recorded and answered, and whole in the inbox. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer)
    this.#socket?.removeAllListeners('message')
    while (this.#recording) await this.#work
    await this.#work
    await this.#books?.close()
    this.#socket?.close()
    this.#socket = null
  }

  /** Offers what has come to the inbox, as a timer does every ten seconds. */
  async turn(): Promise<void> {
    this.#recordWaiting()
    const surplus = (await this.#books?.turn(this.clock.now())) ?? 0
    this.#tellUnread()
    if (surplus === 0) return
    this.#log.warn(
      `More sessions are open than FARTHING_RADIUS_SESSIONS allows: ${surplus} that were silent longest went to quarantine, until their Stop has come. Raise it if the network has as many.`
    )
  }

  #tellUnread(): void {
    const unread = this.#books?.takeUnread() ?? 0
    if (unread === 0) return
    this.#log.warn(
      `${unread} ${unread === 1 ? 'line' : 'lines'} of the journal of open sessions could not be read, as after a loss of power, and went: such a session is known again by its next packet, and billed by its Stop.`
    )
  }

  /** All that read packets, those of former clients with them: what was heard of these may still be on its way. */
  #openFormats(clients: readonly RadiusClient[]): PacketFormats {
    const formats = new Map<string, Extract<OpenedUsageFile, { ok: true }>>()
    for (const { code, open, records } of this.plugins.registry.usageFormats.values()) {
      const opened = records === 'paragraphs' ? open({ header: null, zone: 'UTC' }) : undefined
      if (opened?.ok === true) formats.set(code, opened)
    }
    const wrong = clients.find(({ format }) => !formats.has(format))
    if (wrong === undefined) return formats
    throw new StartRefused(
      `The file of FARTHING_RADIUS_CLIENTS gives ${wrong.name} the usage format ${wrong.format}, which reads no accounting packets: give it one of ${[...formats.keys()].sort().join(', ')}.`
    )
  }

  #receive(datagram: Buffer, sender: RemoteInfo, clients: readonly RadiusClient[]): void {
    const family = sender.family === 'IPv6' ? 'ipv6' : 'ipv4'
    const client = clients.find(({ addresses }) => addresses.check(sender.address, family))
    if (client === undefined) return this.#count('unknown-sender')
    const read = readAccountingRequest(datagram, client.secret)
    if (!read.ok) return this.#count(read.problem)
    const { authenticator, identifier } = read.request
    const key = `${sender.address} ${sender.port} ${identifier} ${authenticator.toString('base64')}`
    if (this.#waiting.has(key)) this.#count('repeated')
    else if (this.#waiting.size >= MOST_WAITING) this.#count('overrun')
    else this.#waiting.set(key, { request: read.request, client, sender, heardAt: this.clock.now() })
    this.#recordWaiting()
  }

  /** Those too that waited while others could not be written: each packet that comes, new or not, and each turn tries again. */
  #recordWaiting(): void {
    if (this.#recording || this.#waiting.size === 0) return
    this.#recording = true
    this.#do(() => this.#record(), NOT_RECORDED)
  }

  async #record(): Promise<void> {
    try {
      while (this.#waiting.size > 0) await this.#recordSome([...this.#waiting].slice(0, MOST_AT_ONCE))
    } finally {
      this.#recording = false
    }
  }

  async #recordSome(some: readonly (readonly [string, WaitingPacket])[]): Promise<void> {
    const packets = some.map(([, { client, heardAt, request, sender }]) => ({
      attributes: request.attributes,
      format: client.format,
      from: sender.address,
      client: client.name,
      heardAt
    }))
    try {
      await this.#books?.record(packets)
      for (const [, waiting] of some) this.#answer(waiting)
      this.#count('recorded', some.length)
    } catch (error) {
      this.#count('not-recorded', some.length)
      throw error
    } finally {
      for (const [key] of some) this.#waiting.delete(key)
    }
  }

  #answer({ client, request, sender }: WaitingPacket): void {
    // an answer that is lost on its way has its request sent again
    this.#socket?.send(accountingResponse(request, client.secret), sender.port, sender.address, () => undefined)
  }

  #do(work: () => Promise<void>, failure: string): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#log.error(`${failure}: ${String(error)}`)
    })
  }

  #count(outcome: PacketOutcome, packets = 1): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + packets)
  }
}

async function listening({ host, port }: RadiusSettings): Promise<Socket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.bind(port, host)
  try {
    await once(socket, 'listening')
    return socket
  } catch (error) {
    socket.close()
    throw new StartRefused(
      `Cannot listen for accounting packets on ${host}, UDP port ${port}: ${(error as Error).message}. Set FARTHING_RADIUS_LISTEN to another address or port.`
    )
  }
}
