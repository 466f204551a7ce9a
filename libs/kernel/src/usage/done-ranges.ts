// Which parts of a file earlier tries of the same import have committed.

/** One committed chunk, offsets in the uncompressed file, half-open. */
export interface DoneRange {
  readonly start: number
  readonly end: number
  /** Records in it. */
  readonly lines: number
  /** Hash of all bytes before `end`. */
  readonly digest: string
}

/** Ranges in order of `start`; they never overlap, because each begins and ends between two lines that one process read. */
export class DoneRanges {
  private readonly ranges: readonly DoneRange[]

  constructor(ranges: readonly DoneRange[]) {
    this.ranges = ranges.toSorted((a, b) => a.start - b.start)
  }

  /** Offsets at which a block has to end, so that none lies half in a range. */
  get cuts(): number[] {
    return [...new Set(this.ranges.flatMap(range => [range.start, range.end]))]
  }

  /** Whether a range begins at the offset, be it an empty one. */
  beginsAt(offset: number): boolean {
    return this.ranges.some(range => range.start === offset)
  }

  /** Where the last of them ends: 0 when there is none. */
  get last(): number {
    return this.ranges.reduce((last, { end }) => Math.max(last, end), 0)
  }

  /** The range that contains the offset. */
  at(offset: number): DoneRange | undefined {
    return this.ranges.find(range => range.start <= offset && offset < range.end)
  }
}
