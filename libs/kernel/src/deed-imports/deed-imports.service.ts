// Files of deeds: line by line taken, duplicate or refused, and none of them twice however often a file is sent.
import type { Readable } from 'node:stream'
import type { Deed } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import { DeedsInBulk, DeedsService } from '../deeds/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, SURELY_LOCKED } from '../persistence/index.ts'
import {
  BlockReader,
  type ByteSource,
  DamagedSource,
  openFile,
  openBody,
  readHead,
  visitLines
} from '../usage-file/index.ts'
import {
  beginImport,
  type DeedImport,
  endImport,
  findImport,
  listImports,
  refusedLines,
  type RefusedLine,
  runningImports
} from './deed-import-book.ts'
import { type DeedLines, openDeedLines, type SaidOfDeed } from './deed-line.ts'
import { type FileLine, takeAgain, takeLines } from './take-lines.ts'

export type DeedImportRefusal = 'unknown-deed' | 'not-importable' | 'unreadable' | 'bad-header' | 'not-utf-8' | 'busy'

export interface DeedImportOptions {
  readonly deed: string
  /** Said of every line that does not say it itself. */
  readonly common?: SaidOfDeed | undefined
  readonly onProgress?: ((counts: { readonly lines: number }) => void) | undefined
}

type Imported = Outcome<DeedImport, DeedImportRefusal>
type OpenLines = Extract<DeedLines, { ok: true }>

const BLOCK_BYTES = 262_144
const LINES_A_TRANSACTION = 1_000
const MOST_STREAMS = 4
const ABANDONED = 'the process that ran it ended before it did: send the file again, what was taken counts once'

@Injectable()
export class DeedImports {
  private streams = 0

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(DeedsService) private readonly deeds: DeedsService,
    @Inject(DeedsInBulk) private readonly bulk: DeedsInBulk,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async importFile(path: string, options: DeedImportOptions): Promise<Imported> {
    const opened = await openFile(path)
    if (!opened.ok) return { ok: false, reason: 'unreadable', detail: `${opened.problem}.` }
    return this.#import(opened.source, path, options)
  }

  async importStream(stream: Readable, name: string, options: DeedImportOptions): Promise<Imported> {
    if (this.streams >= MOST_STREAMS) {
      const detail = `${MOST_STREAMS} files are being sent to this process already: send ${name} when one of them has ended.`
      return { ok: false, reason: 'busy', detail }
    }
    this.streams++
    try {
      return await this.#import(await openBody(stream), name, options)
    } finally {
      this.streams--
    }
  }

  /** Sends refused lines again, by what is known and in force now. What is taken is refused no more. */
  async retry(id: number): Promise<Outcome<DeedImport, 'unknown-import' | 'still-running' | DeedImportRefusal>> {
    const { tenant } = this.settings
    const found = await this.find(id)
    if (found === undefined) return { ok: false, reason: 'unknown-import', detail: `There is no import ${id}.` }
    const deed = this.#importable(found.deed)
    if (!deed.ok) return deed
    const run = await this.persistence.exclusively(this.#lockOf(id), async () => {
      const rules = await this.deeds.rulesNow()
      for (let after: number | null = 0; after !== null; ) {
        const from: number = after
        after = await this.persistence.bulk(tenant, client =>
          takeAgain({ client, tenant, bulk: this.bulk, rules }, deed.value, {
            id,
            after: from,
            limit: LINES_A_TRANSACTION
          })
        )
      }
    })
    if (!run.ok) return { ok: false, reason: 'still-running', detail: `Import ${id} still runs.` }
    return { ok: true, value: (await this.find(id)) ?? found }
  }

  find(id: number): Promise<DeedImport | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => findImport(tx, tenant, id))
  }

  /** Newest first. */
  list(page: {
    readonly deed?: string
    readonly before?: number | undefined
    readonly limit: number
  }): Promise<DeedImport[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => listImports(tx, tenant, page))
  }

  refused(id: number, page: { readonly after?: number | undefined; readonly limit: number }): Promise<RefusedLine[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => refusedLines(tx, tenant, { id, ...page }))
  }

  async #import(source: ByteSource, name: string, options: DeedImportOptions): Promise<Imported> {
    try {
      const deed = this.#importable(options.deed)
      if (!deed.ok) return deed
      const head = await readHead(source)
      if (head.problem !== null) return { ok: false, reason: 'not-utf-8', detail: `${name}: ${head.problem}.` }
      const lines = openDeedLines(head.firstLine, Object.keys(deed.value.fields))
      if (!lines.ok) return { ok: false, reason: 'bad-header', detail: `${name}: ${lines.problem}.` }
      return { ok: true, value: await this.#run(head.source, { name, deed: deed.value, lines, options }) }
    } catch (error) {
      if (!(error instanceof DamagedSource)) throw error
      return { ok: false, reason: 'unreadable', detail: `${name}: ${error.message}.` }
    } finally {
      await source.close()
    }
  }

  async #run(source: ByteSource, reading: Reading): Promise<DeedImport> {
    const { tenant } = this.settings
    const { deed, name } = reading
    await this.#endAbandoned()
    const begun = { deed: deed.name, name, at: this.clock.now() }
    const id = await this.persistence.bulk(tenant, client => beginImport(client, tenant, begun))
    const run = await this.persistence.exclusively(this.#lockOf(id), async () => {
      const problem = await this.#read(source, id, reading)
      await this.persistence.bulk(tenant, client => endImport(client, tenant, { id, problem, at: this.clock.now() }))
    })
    const ended = await this.find(id)
    if (!run.ok || ended === undefined) throw new Error(`import ${id} is run twice`)
    return ended
  }

  /** What broke off in it, or null. */
  async #read(source: ByteSource, id: number, { deed, lines, options }: Reading): Promise<string | null> {
    const { tenant } = this.settings
    const rules = await this.deeds.rulesNow()
    const reader = new BlockReader(source, { blockBytes: BLOCK_BYTES })
    let number = 0
    let taken = 0
    try {
      for (let block = await reader.next(); block !== null; block = await reader.next()) {
        const read: FileLine[] = []
        visitLines(block, (text, fault) => {
          number++
          if ((number === 1 && lines.hasHeader) || (fault === null && text.trim() === '')) return
          read.push(fileLine({ line: number, text, fault }, lines, options.common))
        })
        for (let start = 0; start < read.length; start += LINES_A_TRANSACTION) {
          const some = read.slice(start, start + LINES_A_TRANSACTION)
          await this.persistence.bulk(tenant, client =>
            takeLines({ client, tenant, bulk: this.bulk, rules }, deed, { id, lines: some })
          )
          taken += some.length
          options.onProgress?.({ lines: taken })
        }
      }
      return null
    } catch (error) {
      if (error instanceof DamagedSource) return error.message
      throw error
    }
  }

  #importable(name: string): Outcome<Deed, 'unknown-deed' | 'not-importable'> {
    const known = this.deeds.known()
    const deed = known.find(each => each.name === name)
    if (deed === undefined) {
      const names = known.map(each => each.name).join(', ')
      return { ok: false, reason: 'unknown-deed', detail: `There is no deed ${name}. There are: ${names}.` }
    }
    if ((deed.knownBy ?? []).length > 0) return { ok: true, value: deed }
    const detail = `${name} is not known by an id: a file of them that is sent twice would do them twice.`
    return { ok: false, reason: 'not-importable', detail }
  }

  /** Those whose process was killed: what they took stays taken. */
  async #endAbandoned(): Promise<void> {
    const { tenant } = this.settings
    const before = this.clock.now().subtract(SURELY_LOCKED)
    for (const id of await this.persistence.read(tenant, tx => runningImports(tx, tenant, before))) {
      await this.persistence.exclusively(this.#lockOf(id), () =>
        this.persistence.bulk(tenant, client =>
          endImport(client, tenant, { id, problem: ABANDONED, at: this.clock.now() })
        )
      )
    }
  }

  #lockOf(id: number): string {
    return `farthing:deed-import:${this.settings.tenant}:${id}`
  }
}

interface Reading {
  readonly name: string
  readonly deed: Deed
  readonly lines: OpenLines
  readonly options: DeedImportOptions
}

interface SourceLine {
  readonly line: number
  readonly text: string
  readonly fault: string | null
}

function fileLine({ fault, line, text }: SourceLine, lines: OpenLines, common: SaidOfDeed = {}): FileLine {
  const raw = Buffer.from(text.slice(0, 1_000).replaceAll('\0', ' ')).toString()
  if (fault !== null) return { line, raw, said: null, detail: `it is no text: ${fault}` }
  const read = lines.read(text)
  return read.ok
    ? { line, raw, said: { ...common, ...read.said }, detail: null }
    : { line, raw, said: null, detail: read.detail }
}
