// Cuts a source into blocks of whole lines, each a unit of work that is committed at once; one block is in memory.
import type { ByteSource } from './byte-source.ts'

const LINE_FEED = 10

/** Whole lines, the last one of a file perhaps without its line feed. `bytes` is reused: done with before the next block is asked for. */
export interface LineBlock {
  /** Offset of the first byte, uncompressed. */
  readonly start: number
  /** Offset after the last byte. */
  readonly end: number
  readonly bytes: Buffer
  /** The block is one line, too long to be held: `bytes` is only its beginning, `end` is after it. */
  readonly tooLong: boolean
}

export interface BlockSettings {
  /** A block has at most so many bytes; a line longer than that is passed over. */
  readonly blockBytes: number
  /** Offsets, rising, at which a line begins and a block must end. */
  readonly cuts?: readonly number[]
  /** Sees every byte in order, those of lines passed over too. */
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

  constructor(
    private readonly source: ByteSource,
    private readonly settings: BlockSettings
  ) {
    this.buffer = Buffer.allocUnsafeSlow(settings.blockBytes)
    this.cuts = [...(settings.cuts ?? [])]
  }

  /** The next block, or null at the end. */
  async next(): Promise<LineBlock | null> {
    this.dropTaken()
    await this.fillUp()
    if (this.filled === 0) return null
    const cut = this.nextCut()
    if (cut !== null && cut - this.offset <= this.filled) return this.take(cut - this.offset)
    const newline = this.buffer.subarray(0, this.filled).lastIndexOf(LINE_FEED)
    if (newline >= 0) return this.take(this.ended ? this.filled : newline + 1)
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
    return { start, end: this.offset, bytes, tooLong: false }
  }

  /** A line that fills the whole buffer: keeps its beginning and reads on to its line feed. */
  private async passOver(): Promise<LineBlock> {
    const start = this.offset
    const head = Buffer.from(this.buffer.subarray(0, Math.min(1024, this.filled)))
    for (;;) {
      const newline = this.buffer.subarray(0, this.filled).indexOf(LINE_FEED)
      const length = newline < 0 ? this.filled : newline + 1
      this.settings.onBytes?.(this.buffer.subarray(0, length))
      this.offset += length
      this.taken = length
      if (newline >= 0 || this.ended) return { start, end: this.offset, bytes: head, tooLong: true }
      this.dropTaken()
      await this.fillUp()
    }
  }
}
