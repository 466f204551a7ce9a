// Where accounting packets go: ends of sessions into the spool, all others beside it until their session ends or falls silent.
import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import { STATUS } from './accounting-attributes.ts'
import type { Attribute } from './accounting-packet.ts'
import { AccountingSpool } from './accounting-spool.ts'
import { detailParagraph, integerAttribute, nasOf } from './detail-paragraph.ts'
import { ListenerFiles } from './listener-files.ts'
import { OpenSessions } from './open-sessions.ts'
import { type OpenSession, SessionChanges } from './session-changes.ts'

export interface AccountingPacket {
  readonly attributes: readonly Attribute[]
  /** Code of the usage format that reads it. */
  readonly format: string
  /** Address of the sender. */
  readonly from: string
  /** Name of the client as which the sender is known. */
  readonly client: string
  /** When it came, which may be long before it can be recorded. */
  readonly heardAt: Temporal.Instant
}

/** By code, all that read accounting packets. */
export type PacketFormats = ReadonlyMap<string, Extract<OpenedUsageFile, { ok: true }>>

export interface BooksPlace {
  /** Folder of the inbox. */
  readonly inbox: string
  /** Address and port of the listener: with the name of the machine they tell which files an earlier one left here. */
  readonly address: string
  readonly port: number
  /** Sessions that may be open at once: each takes about a kilobyte of memory. */
  readonly mostSessions: number
}

/** A session of which nothing was heard for so long goes to quarantine as its last packet. */
const SILENCE = { hours: 24 }
/** The network element has started again, or is about to stop: none of its sessions goes on. */
const RESTARTS: ReadonlySet<number> = new Set([STATUS['Accounting-On'], STATUS['Accounting-Off']])

export class AccountingBooks {
  readonly #spool: AccountingSpool
  readonly #sessions: OpenSessions

  constructor(
    private readonly place: BooksPlace,
    private readonly formats: PacketFormats
  ) {
    const files = new ListenerFiles(`${hostname()}-${place.address.replaceAll(':', '.')}-${place.port}`)
    this.#spool = new AccountingSpool(place.inbox, files)
    this.#sessions = new OpenSessions(place.inbox, files)
  }

  get openSessions(): number {
    return this.#sessions.count
  }

  /** Goes on from what the last process at this address and port left. */
  async open(): Promise<void> {
    await mkdir(this.place.inbox, { recursive: true })
    await this.#offer(await this.#sessions.takeLeft())
  }

  /** Resolves when all of it is on the disk. Packets count in the order in which they came. */
  async record(packets: readonly AccountingPacket[]): Promise<void> {
    const changes = new SessionChanges(this.#sessions)
    const spooled = packets.flatMap(packet => this.#take(packet, changes))
    for (const [format, texts] of Map.groupBy(spooled, each => each.format)) {
      await this.#spool.append(
        format,
        texts.map(({ paragraph }) => paragraph)
      )
    }
    await this.#sessions.keep(changes)
  }

  /** Offers what has come to the inbox, silent sessions with it. Answers with how many went because more were open than may be. */
  async turn(now: Temporal.Instant): Promise<number> {
    let writtenMs = 0
    try {
      writtenMs = await this.#sessions.takeLeft()
      const silent = this.#sessions.silent(now.subtract(SILENCE).epochMilliseconds)
      await this.#give(silent)
      const surplus = this.#sessions.surplus(this.place.mostSessions)
      await this.#give(surplus)
      return surplus.length
    } finally {
      // what is in the spool waits for no journal
      await this.#offer(writtenMs)
    }
  }

  /** Lines of journals that could not be read, since this was asked last. */
  takeUnread(): number {
    return this.#sessions.takeUnread()
  }

  async close(): Promise<void> {
    await this.#offer(await this.#sessions.takeLeft())
    await this.#sessions.close()
  }

  /** What it adds to the spool. */
  #take(
    { attributes, client, format, from, heardAt }: AccountingPacket,
    changes: SessionChanges
  ): Pick<OpenSession, 'format' | 'paragraph'>[] {
    const paragraph = detailParagraph(attributes, { at: heardAt, client, from })
    const nas = `${client} ${nasOf(attributes, from)}`
    const parsed = this.formats.get(format)?.parse(paragraph.trimEnd())
    if (parsed?.kind === 'piece') {
      const lasted = integerAttribute(attributes, 'Acct-Session-Time') ?? 0
      changes.hear({ id: parsed.piece.of, format, paragraph, nas, lasted, heardAt: heardAt.epochMilliseconds })
      return []
    }
    const id = parsed?.kind === 'record' ? parsed.record.id : parsed?.kind === 'filtered' ? parsed.event : undefined
    if (id !== undefined) changes.end(format, id)
    const restarts = RESTARTS.has(integerAttribute(attributes, 'Acct-Status-Type') ?? 0)
    return [{ format, paragraph }, ...(restarts ? changes.endAll(nas) : [])]
  }

  /** To quarantine, through the inbox. */
  async #give(sessions: readonly OpenSession[]): Promise<void> {
    const changes = new SessionChanges(this.#sessions)
    for (const [format, some] of Map.groupBy(sessions, session => session.format)) {
      await this.#spool.append(
        format,
        some.map(({ paragraph }) => paragraph)
      )
      for (const { id } of some) changes.end(format, id)
    }
    await this.#sessions.keep(changes)
  }

  /** All folders, whatever is wrong with one of them. */
  async #offer(nowMs: number): Promise<void> {
    const offered = [...this.formats.keys()].map(format => this.#spool.offer(format, nowMs))
    const failed = (await Promise.allSettled(offered)).find(each => each.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}
