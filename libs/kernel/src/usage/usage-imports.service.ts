import type { Readable } from 'node:stream'
import { unknownFormat, type UsageFormat } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, type Writer } from '../persistence/index.ts'
import { DamagedSource, type FileHead, openBody, openFile, readHead } from '../usage-file/index.ts'
import { toldBroken } from './broken-imports.ts'
import { findImport, type ImportKind, listImports, type UsageImport } from './import-book.ts'
import { type Begun, ImportRegister } from './import-register.ts'
import { piecesElsewhere } from './join-pieces.ts'
import { type LineContext, LineEncoder } from './line-encoder.ts'
import { UsageQuarantine } from './quarantine.service.ts'
import { type RatingSetup, RatingSetups } from './rating-setup.ts'
import { ImportPipeline, type ImportProgress } from './run-import.ts'

export type ImportRefusal =
  | 'unknown-format'
  | 'unreadable'
  | 'no-rules-published'
  | 'bad-header'
  | 'not-utf-8'
  | 'damaged'
  | 'busy'
export type ImportOutcome =
  | { readonly ok: true; readonly value: UsageImport }
  | {
      readonly ok: false
      readonly reason: ImportRefusal
      readonly detail: string
      /** How it stands in the list of imports, where it stands there: one that had begun, or a file of the inbox. */
      readonly kept?: UsageImport
    }

export interface ImportOptions {
  /** Code of a usage format: of a plugin, or one that the published rules declare. */
  readonly format: string
  /** Transactions at once. */
  readonly lanes?: number | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
}

/** A file that came by itself. */
export interface InboxFile {
  readonly path: string
  /** How the list of imports and the quarantine call it. */
  readonly name: string
  readonly format: string
}

interface Reading {
  readonly kind: ImportKind
  readonly name: string
  readonly head: FileHead
  readonly options: ImportOptions
}

const LANES = 2
/** Each has its buffers and all subscribers in memory for as long as its sender takes. */
const MOST_STREAMS = 8

@Injectable()
export class UsageImports {
  private streams = 0

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RatingSetups) private readonly setups: RatingSetups,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(UsageQuarantine) private readonly quarantine: UsageQuarantine,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Imports a file, from where an import of it was broken off if there is one. The same file again changes nothing. */
  importFile(path: string, options: ImportOptions): Promise<ImportOutcome> {
    return this.#importFile(path, { kind: 'file', name: path, options })
  }

  /** The same for a file that nobody waits for: what is refused stands in the list of imports too, as a failed one. */
  async importInboxFile({ path, name, format }: InboxFile): Promise<ImportOutcome> {
    const kind = 'inbox'
    const outcome = await this.#importFile(path, { kind, name, options: { format } })
    if (outcome.ok || outcome.kept !== undefined || outcome.reason === 'no-rules-published') return outcome
    const kept = await this.register.refuse(
      { kind, name, format, header: null, head: null, asOf: null },
      outcome.detail
    )
    return { ...outcome, kept }
  }

  async #importFile(path: string, reading: Omit<Reading, 'head'>): Promise<ImportOutcome> {
    for (let resume = true; ; resume = false) {
      const opened = await openFile(path)
      if (!opened.ok) return { ok: false, reason: 'unreadable', detail: opened.problem }
      const { source } = opened
      try {
        const head = await readHead(source)
        const outcome = await this.#import({ ...reading, head }, resume)
        if (outcome !== 'another-file') return outcome
      } catch (error) {
        return damaged(path, error)
      } finally {
        await source.close()
      }
    }
  }

  /** Imports what a stream brings, to its end. Few at once: what is more is refused before it is read. */
  async importStream(stream: Readable, name: string, options: ImportOptions): Promise<ImportOutcome> {
    if (this.streams >= MOST_STREAMS) {
      const detail = `${MOST_STREAMS} files are being sent to this process already: send ${name} when one of them has ended.`
      return { ok: false, reason: 'busy', detail }
    }
    this.streams++
    return this.#importStream(stream, name, options).finally(() => this.streams--)
  }

  async #importStream(stream: Readable, name: string, options: ImportOptions): Promise<ImportOutcome> {
    const source = await openBody(stream)
    try {
      const head = await readHead(source)
      const outcome = await this.#import({ kind: 'stream', name, head, options }, false)
      if (outcome === 'another-file') throw new Error('a stream is never resumed')
      return outcome
    } catch (error) {
      return damaged(name, error)
    } finally {
      await source.close()
    }
  }

  async find(id: number): Promise<UsageImport | undefined> {
    const { tenant } = this.settings
    const found = await this.#told(tx => findImport(tx, tenant, id).then(one => (one === undefined ? [] : [one])))
    return found[0]
  }

  /** Newest first. */
  list(page: { readonly before?: number | undefined; readonly limit: number }): Promise<UsageImport[]> {
    const { tenant } = this.settings
    return this.#told(tx => listImports(tx, tenant, page))
  }

  #told(read: (tx: Writer) => Promise<UsageImport[]>): Promise<UsageImport[]> {
    const known = { tenant: this.settings.tenant, now: this.clock.now() }
    return this.persistence.read(known.tenant, async tx => toldBroken(tx, known, await read(tx)))
  }

  async #import(reading: Reading, resume: boolean): Promise<ImportOutcome | 'another-file'> {
    const { head, options, name } = reading
    if (head.problem !== null) return { ok: false, reason: 'not-utf-8', detail: `${name}: ${head.problem}.` }
    const setup = await this.setups.prepare()
    if (setup === null) {
      return { ok: false, reason: 'no-rules-published', detail: 'No rules are published yet. Run farthing publish.' }
    }
    const { formats } = setup
    const format = formats.get(options.format)
    if (format === undefined) {
      return { ok: false, reason: 'unknown-format', detail: unknownFormat(options.format, formats.keys()) }
    }
    const opened = format.open({ header: head.firstLine, zone: setup.zone, units: setup.units })
    if (!opened.ok) return { ok: false, reason: 'bad-header', detail: `${name}: ${opened.problem}.` }
    const run = (begun: Begun): Promise<ImportOutcome | 'another-file'> => this.#run(reading, format, setup, begun)
    const resumed = resume ? await this.register.resume(format.code, head.hash, run) : 'none'
    if (resumed !== 'none') return resumed
    const { kind } = reading
    const { asOf } = setup
    return this.register.begin({ kind, name, format: format.code, header: head.firstLine, head: head.hash, asOf }, run)
  }

  async #run(
    { head, options, name }: Reading,
    format: UsageFormat,
    setup: RatingSetup,
    { id, done }: Begun
  ): Promise<ImportOutcome | 'another-file'> {
    const { tenant } = this.settings
    const opened = format.open({ header: head.firstLine, zone: setup.zone, units: setup.units })
    if (!opened.ok) throw new Error(opened.problem)
    const { rating, rows } = setup
    const { code } = format
    const waiting = await this.#waitingOf(format)
    const encoder = new LineEncoder({ tenant, importId: id, format: code, opened, rating, rows, ...waiting })
    const target = { persistence: this.persistence, clock: this.clock, tenant, importId: id, format }
    const { lanes = LANES, onProgress } = options
    const plan = { ...target, encoder, classes: rows.classes, done, lanes }
    const pipeline = new ImportPipeline(onProgress === undefined ? plan : { ...plan, onProgress }, head.source)
    try {
      const read = await pipeline.toEnd()
      if (read.ok) {
        const notes = [...read.notes, ...(await this.#join(id, encoder.unjoined))]
        return { ok: true, value: await this.register.end(id, { ...read, notes }) }
      }
      await this.register.end(id, { digest: null, problem: 'another file with the same beginning took its place' })
      return 'another-file'
    } catch (error) {
      const outcome = damaged(name, error)
      return { ...outcome, kept: await this.register.end(id, { digest: null, problem: outcome.detail }) }
    }
  }

  async #waitingOf({ code, remembers }: UsageFormat): Promise<Pick<LineContext, 'waitsElsewhere'>> {
    if (remembers !== true) return {}
    const { tenant } = this.settings
    return { waitsElsewhere: await this.persistence.read(tenant, tx => piecesElsewhere(tx, tenant, code)) }
  }

  /** Pieces that waited in vain for the rest of their event: another file may have brought it. What came of it as a note. */
  async #join(importId: number, reasons: Iterable<string>): Promise<string[]> {
    let joined = 0
    for (const reason of reasons) {
      const retried = await this.quarantine.retry({ importId, reason })
      if (retried.ok) joined += retried.value.rated
    }
    if (joined === 0) return []
    return [`${joined === 1 ? '1 event' : `${joined} events`} joined with what waited in quarantine, and rated`]
  }
}

/** Throws what is no damage of the source. */
function damaged(name: string, error: unknown): Extract<ImportOutcome, { ok: false }> {
  if (!(error instanceof DamagedSource)) throw error
  return { ok: false, reason: 'damaged', detail: `${name}: ${error.message}` }
}
