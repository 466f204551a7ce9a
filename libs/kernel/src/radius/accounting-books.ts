// Where accounting packets go: ends of sessions into the spool, all others beside it until their session ends or falls silent.
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import { STATUS } from './accounting-attributes.ts'
import type { Attribute } from './accounting-packet.ts'
import { AccountingSpool } from './accounting-spool.ts'
import { detailParagraph, integerAttribute } from './detail-paragraph.ts'
import { type OpenSession, OpenSessions } from './open-sessions.ts'

export interface AccountingPacket {
  readonly attributes: readonly Attribute[]
  /** Code of the usage format that reads it. */
  readonly format: string
  /** Address of the sender. */
  readonly from: string
}

/** By code. */
export type PacketFormats = ReadonlyMap<string, Extract<OpenedUsageFile, { ok: true }>>

export interface BooksPlace {
  /** Folder of the inbox. */
  readonly inbox: string
  /** Port of the listener: with the name of the machine it tells the files of one from those of others. */
  readonly port: number
}

/** A session of which nothing was heard for so long goes to quarantine as its last packet. */
const SILENCE = { hours: 24 }
const MOST_OPEN = 200_000
/** The sender has started again, or is about to stop: none of its sessions goes on. */
const RESTARTS: ReadonlySet<number> = new Set([STATUS['Accounting-On'], STATUS['Accounting-Off']])

export class AccountingBooks {
  readonly #spool: AccountingSpool
  readonly #sessions: OpenSessions
  readonly #formats: PacketFormats

  constructor({ inbox, port }: BooksPlace, formats: PacketFormats) {
    const owner = `${hostname()}-${port}`
    this.#spool = new AccountingSpool(inbox, owner)
    this.#sessions = new OpenSessions(join(inbox, `.radius-sessions-${owner}`), MOST_OPEN)
    this.#formats = formats
  }

  get openSessions(): number {
    return this.#sessions.count
  }

  /** Goes on from what the last process on this port left. */
  async open(): Promise<void> {
    await this.#spool.recover(this.#formats.keys())
    await this.#sessions.load()
  }

  /** Resolves when all of it is on the disk. */
  async record(packets: readonly AccountingPacket[], now: Temporal.Instant): Promise<void> {
    const heard: OpenSession[] = []
    const ended: Pick<OpenSession, 'format' | 'id'>[] = []
    const spooled = new Map<string, string[]>()
    const spool = (format: string, paragraph: string): void => {
      const list = spooled.get(format)
      if (list === undefined) spooled.set(format, [paragraph])
      else list.push(paragraph)
    }
    for (const { attributes, format, from } of packets) {
      const paragraph = detailParagraph(attributes, { at: now, from })
      const parsed = this.#formats.get(format)?.parse(paragraph.trimEnd())
      if (parsed?.kind === 'piece') {
        const lasted = integerAttribute(attributes, 'Acct-Session-Time') ?? 0
        heard.push({ id: parsed.piece.of, format, paragraph, from, lasted, heardAt: now.epochMilliseconds })
        continue
      }
      spool(format, paragraph)
      const id = parsed?.kind === 'record' ? parsed.record.id : parsed?.kind === 'filtered' ? parsed.event : undefined
      if (id !== undefined) ended.push({ format, id })
      if (!RESTARTS.has(integerAttribute(attributes, 'Acct-Status-Type') ?? 0)) continue
      for (const session of this.#sessions.of(from)) {
        spool(session.format, session.paragraph)
        ended.push(session)
      }
    }
    for (const [format, paragraphs] of spooled) await this.#spool.append(format, paragraphs, now)
    await this.#sessions.hear(heard, ended)
  }

  /** Offers what has come to the inbox, silent sessions with it. */
  async turn(now: Temporal.Instant): Promise<void> {
    const silent = this.#sessions.silent(now.subtract(SILENCE).epochMilliseconds)
    for (const [format, sessions] of Map.groupBy(silent, session => session.format)) {
      await this.#spool.append(
        format,
        sessions.map(({ paragraph }) => paragraph),
        now
      )
    }
    await this.#sessions.hear([], silent)
    await this.#spool.rotate()
  }

  async close(): Promise<void> {
    await this.#spool.rotate()
    await this.#sessions.close()
  }
}
