// Cuts a source into blocks of whole records, each a unit of work that is committed at once; one block is in memory.
import type { ByteSource } from './byte-source.ts'
import { lineEnds, type RecordEnds } from './record-ends.ts'

const LINE_FEED = 10

/** Whole records, the last one of a file perhaps without its end. `bytes` is reused: done with before the next block is asked for. */
export interface LineBlock {
  /** Offset of the first byte, uncompressed. */
  readonly start: number
  /** Offset after the last byte. */
  readonly end: number
  readonly bytes: Buffer
  /** The block is one record, too long to be held: `bytes` is only its beginning, `end` is after it. */
  readonly tooLong: boolean
  /** How many lines a record has that is too long to be held; 0 for others. */
  readonly passedLines: number
}

export interface BlockSettings {
  /** A block has at most so many bytes; a record longer than that is passed over. */
  readonly blockBytes: number
  /** Lines, when left out. */
  readonly ends?: RecordEnds
  /** Offsets, rising, at which a record begins and a block must end. */
  readonly cuts?: readonly number[]
  /** Sees every byte in order, those of records passed over too. */
  readonly onBytes?: (bytes: Buffer) => void
}

export class BlockReader {
  private readonly buffer: Buffer
  private filled = 0
  /** How many bytes of `buffer` the last block took. */
  private taken = 0
  private offset = 0
  private ended = false
  private readonly cuts: number[]
  private readonly ends: RecordEnds

  constructor(
    private readonly source: ByteSource,
    private readonly settings: BlockSettings
  ) {
    this.buffer = Buffer.allocUnsafeSlow(settings.blockBytes)
    this.cuts = [...(settings.cuts ?? [])]
    this.ends = settings.ends ?? lineEnds
  }

  /** The next block, or null at the end. */
  async next(): Promise<LineBlock | null> {
    this.dropTaken()
    await this.fillUp()
    if (this.filled === 0) return null
    const cut = this.nextCut()
    if (cut !== null && cut - this.offset <= this.filled) return this.take(cut - this.offset)
    const end = this.ends.last(this.buffer.subarray(0, this.filled))
    if (end >= 0) return this.take(this.ended ? this.filled : end)
    return this.ended ? this.take(this.filled) : this.passOver()
  }

  private nextCut(): number | null {
    while (this.cuts.length > 0 && (this.cuts[0] ?? 0) <= this.offset) this.cuts.shift()
    return this.cuts[0] ?? null
  }

  private dropTaken(): void {
    if (this.taken === 0) return
    this.buffer.copyWithin(0, this.taken, this.filled)
    this.filled -= this.taken
    this.taken = 0
  }

  private async fillUp(): Promise<void> {
    while (!this.ended && this.filled < this.buffer.length) {
      const count = await this.source.fill(this.buffer, this.filled)
      if (count === 0) this.ended = true
      this.filled += count
    }
  }

  private take(length: number): LineBlock {
    const bytes = this.buffer.subarray(0, length)
    this.settings.onBytes?.(bytes)
    const start = this.offset
    this.offset += length
    this.taken = length
    return { start, end: this.offset, bytes, tooLong: false, passedLines: 0 }
  }

  /** A record that fills the whole buffer: keeps its beginning and reads on to its end. */
  private async passOver(): Promise<LineBlock> {
    const start = this.offset
    const head = Buffer.from(this.buffer.subarray(0, Math.min(1024, this.filled)))
    let passedLines = 0
    for (;;) {
      const filled = this.buffer.subarray(0, this.filled)
      const end = this.ends.first(filled)
      const length = end >= 0 ? end : this.filled - (this.ended ? 0 : this.ends.overlap)
      const passed = filled.subarray(0, length)
      this.settings.onBytes?.(passed)
      passedLines += lineFeeds(passed)
      this.offset += length
      this.taken = length
      if (end >= 0 || this.ended) return { start, end: this.offset, bytes: head, tooLong: true, passedLines }
      this.dropTaken()
      await this.fillUp()
    }
  }
}

export function lineFeeds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++
  return count
}
