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

/** The `start` of the range for what waits at the end of a file: another than that of the first range behind it, should the file grow. */
export function releaseStart(end: number): number {
  return -1 - end
}

/** Ranges in order of `start`; they never overlap, because each begins and ends between two lines that one process read. */
export class DoneRanges {
  private readonly ranges: readonly DoneRange[]
  private readonly released: readonly DoneRange[]

  constructor(ranges: readonly DoneRange[]) {
    this.ranges = ranges.filter(({ start }) => start >= 0).sort((a, b) => a.start - b.start)
    this.released = ranges.filter(({ start }) => start < 0)
  }

  /** Offsets at which a block has to end, so that none lies half in a range. */
  get cuts(): number[] {
    return [...new Set(this.ranges.flatMap(range => [range.start, range.end]))]
  }

  /** Whether what waited at the end of the file, at the offset, was committed. */
  hasReleased(offset: number): boolean {
    return this.released.some(({ end }) => end === offset)
  }

  /** Where the last of them ends: 0 when there is none. */
  get last(): number {
    return [...this.ranges, ...this.released].reduce((last, { end }) => Math.max(last, end), 0)
  }

  /** The range that contains the offset. */
  at(offset: number): DoneRange | undefined {
    return this.ranges.find(range => range.start <= offset && offset < range.end)
  }
}
