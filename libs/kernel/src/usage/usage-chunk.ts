// What one transaction of an import will write: rated rows, quarantined rows, and what was passed over.
import { CopyBuffer } from './copy-buffer.ts'
import { LineTexts } from './line-texts.ts'

const RATED_BYTES = 4_194_304
const QUARANTINE_BYTES = 262_144

/** Buffers are used again: fill, write, `clear`. */
export class UsageChunk {
  readonly rated: CopyBuffer
  readonly quarantined: CopyBuffer
  /** Of each rated row, for the few whose id turns out to be another's. */
  readonly texts: LineTexts
  /** Places, from 0, of the rated rows that were joined of pieces. */
  readonly joined = new Set<number>()
  readonly filtered = new Map<string, number>()
  /** Of the rated rows, the first event and the last. */
  readonly ends: [first: string, last: string] = ['', '']
  /** Records: every line but the header; every paragraph; every event of a batch. */
  lines = 0
  /** Offsets in the file, uncompressed; `end` is exclusive. */
  start = 0
  end = 0
  /** Hash of all bytes before `end`. */
  digest = ''

  /** Buffers begin with so many bytes each and grow as they must. */
  constructor(ratedBytes = RATED_BYTES, quarantineBytes = QUARANTINE_BYTES) {
    this.rated = new CopyBuffer(ratedBytes)
    this.quarantined = new CopyBuffer(quarantineBytes)
    this.texts = new LineTexts(ratedBytes)
  }

  get filteredLines(): number {
    let sum = 0
    for (const count of this.filtered.values()) sum += count
    return sum
  }

  filter(reason: string): void {
    this.filtered.set(reason, (this.filtered.get(reason) ?? 0) + 1)
  }

  /** The event of the row that was written last. */
  tookRated(event: string): void {
    if (this.rated.rows === 1) this.ends[0] = event
    this.ends[1] = event
  }

  clear(): void {
    this.rated.clear()
    this.quarantined.clear()
    this.texts.clear()
    this.joined.clear()
    this.filtered.clear()
    this.lines = 0
    this.start = 0
    this.end = 0
  }
}
