// What the process that imports one file tells the benchmark.

export const LINES_PER_MARK = 100_000

export interface ImportOnce {
  readonly rssMb: number
  /** Seconds from the beginning to each 100,000 committed lines, and to the end. */
  readonly marks: readonly number[]
}
