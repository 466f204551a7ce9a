// The pipeline of an import: blocks are read, encoded and committed at once, one step ahead of the database on each lane.
import { createHash } from 'node:crypto'
import { setImmediate as servedSockets } from 'node:timers/promises'
import {
  BlockReader,
  type ByteSource,
  countLines,
  endsOf,
  type LineBlock,
  type RecordEnds,
  visitRecords
} from '../usage-file/index.ts'
import type { UsageFormat } from '@farthing/plugin-sdk'
import { type DoneRange, type DoneRanges, releaseStart } from './done-ranges.ts'
import { NewsOdds } from './news-odds.ts'
import type { LineEncoder } from './line-encoder.ts'
import { UsageChunk } from './usage-chunk.ts'
import type { UsageClasses } from './usage-classes.ts'
import { writeClasses } from './usage-classes.ts'
import { type ChunkTarget, writeChunk } from './write-chunk.ts'

/** Little more than the longest line, so that the sockets, those of the lanes among them, are served between two blocks. */
const BLOCK_BYTES = 69_632
/** A transaction has at least this many lines, but for the last one of a file. */
const LINES_PER_CHUNK = 10_000
/** ... or this many bytes: lines may be long, and all of them may have to be kept. */
const BYTES_PER_CHUNK = 8_388_608

export interface ImportRun extends ChunkTarget {
  readonly encoder: LineEncoder
  readonly classes: UsageClasses
  readonly format: Pick<UsageFormat, 'code' | 'hasHeader' | 'records' | 'remembers'>
  readonly done: DoneRanges
  /** Transactions at once. */
  readonly lanes: number
  readonly onProgress?: (progress: ImportProgress) => void
}

export interface ImportProgress {
  /** Uncompressed bytes read. */
  readonly bytes: number
  readonly lines: number
}

export type RunResult =
  /** `problem`: what is wrong with the file as a whole, though all of it was read. */
  | {
      readonly ok: true
      readonly digest: string
      readonly problem: string | null
      readonly notes: readonly string[]
    }
  /** The bytes that were committed before are not those of this file: it has to be read as another one. */
  | { readonly ok: false; readonly reason: 'another-file' }

const ANOTHER_FILE: RunResult = { ok: false, reason: 'another-file' }

export class ImportPipeline {
  private readonly hash = createHash('sha256')
  private readonly reader: BlockReader
  private readonly free: UsageChunk[]
  private readonly writing = new Set<Promise<void>>()
  private readonly odds = new NewsOdds()
  private failure: unknown = null
  private chunk: UsageChunk | null = null
  /** Takes what is encoded again only so that the format knows of it. */
  private known: UsageChunk | null = null
  /** Lines of the file that are behind. */
  private passed = 0
  private records = 0
  /** Of the bytes that were read. */
  private end = 0
  /** The range that was skipped last was the end of a file in the middle of a record: one that goes on behind it is another file. */
  private isHalf = false
  private readonly ends: RecordEnds

  constructor(
    private readonly run: ImportRun,
    source: ByteSource
  ) {
    const onBytes = (bytes: Buffer): void => void this.hash.update(bytes)
    this.ends = endsOf(run.format.records ?? 'lines')
    this.reader = new BlockReader(source, {
      blockBytes: BLOCK_BYTES,
      ends: this.ends,
      cuts: run.done.cuts,
      onBytes
    })
    this.free = Array.from({ length: run.lanes + 1 }, () => new UsageChunk())
  }

  /** Reads to the end. What was committed stays, whatever comes of the rest. */
  async toEnd(): Promise<RunResult> {
    try {
      for (let block = await this.reader.next(); block !== null; block = await this.reader.next()) {
        this.end = block.end
        const range = this.run.done.at(block.start)
        if (this.isHalf) return ANOTHER_FILE
        if (range === undefined) await this.take(block)
        else if (!this.skip(block, range)) return ANOTHER_FILE
        if (this.failure !== null) throw this.failure
        this.run.onProgress?.({ bytes: block.end, lines: this.records })
        await servedSockets()
      }
      if (this.run.done.last > this.end) return ANOTHER_FILE
      await this.commit()
      await this.release()
    } finally {
      await Promise.all(this.writing)
    }
    if (this.failure !== null) throw this.failure
    const { encoder } = this.run
    return { ok: true, digest: this.digest(), problem: encoder.end(), notes: encoder.notes() }
  }

  private async take(block: LineBlock): Promise<void> {
    const chunk = (this.chunk ??= this.begin(block.start))
    this.encode(block, chunk)
    chunk.end = block.end
    const full = chunk.lines >= LINES_PER_CHUNK || chunk.end - chunk.start >= BYTES_PER_CHUNK
    if (full || this.run.done.at(block.end) !== undefined) await this.commit()
  }

  private encode(block: LineBlock, chunk: UsageChunk): void {
    const { encoder, format } = this.run
    const { passed } = this
    this.passed += visitRecords(block, format.records ?? 'lines', (text, fault, at) => {
      const number = passed + at + 1
      if (number > 1 || !format.hasHeader) encoder.encode(chunk, text, number, fault)
    })
  }

  /** False when the bytes are not those that were committed. */
  private skip(block: LineBlock, range: DoneRange): boolean {
    if (this.run.format.remembers === true) this.encode(block, this.knownChunk())
    else this.passed += countLines(block)
    if (block.end < range.end) return true
    this.records += range.lines
    const { ends } = this
    this.isHalf = !block.tooLong && ends.last(block.bytes) < block.bytes.length
    return this.digest() === range.digest
  }

  private knownChunk(): UsageChunk {
    this.known ??= new UsageChunk()
    this.known.clear()
    return this.known
  }

  /** What waited for the rest of its event in vain is a range of its own, unless an earlier try committed it. */
  private async release(): Promise<void> {
    if (!this.run.encoder.holds) return
    if (this.run.done.hasReleased(this.end)) return this.run.encoder.release(this.knownChunk())
    // the events themselves may be in chunks that are being written
    await Promise.all(this.writing)
    if (this.failure !== null) return
    this.chunk = this.begin(releaseStart(this.end))
    this.chunk.end = this.end
    this.run.encoder.release(this.chunk)
    await this.commit()
  }

  private begin(start: number): UsageChunk {
    const chunk = this.free.pop() ?? new UsageChunk()
    chunk.clear()
    chunk.start = start
    return chunk
  }

  /** Hands the chunk to a free lane; waits for one if need be. */
  private async commit(): Promise<void> {
    const { chunk } = this
    if (chunk === null) return
    this.chunk = null
    chunk.digest = this.digest()
    const news = this.run.classes.takeNews()
    const { persistence, tenant } = this.run
    if (news.length > 0) await persistence.bulk(tenant, client => writeClasses(client, tenant, news))
    while (this.writing.size >= this.run.lanes) await Promise.race(this.writing)
    const work = this.write(chunk).finally(() => this.writing.delete(work))
    this.writing.add(work)
  }

  private async write(chunk: UsageChunk): Promise<void> {
    try {
      const { lines } = await writeChunk(this.run, chunk, this.odds)
      this.records += lines
    } catch (error) {
      this.failure ??= error
    } finally {
      this.free.push(chunk)
    }
  }

  private digest(): string {
    return this.hash.copy().digest('hex')
  }
}
