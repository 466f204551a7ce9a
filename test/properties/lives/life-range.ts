// Which lives of a run are to be judged, and which have been: what is broken off goes on from the first that is missing.

export class LifeRange {
  readonly #judged = new Set<number>()
  #next: number

  /** `end`: numbers below this. */
  constructor(
    readonly first: number,
    readonly end: number
  ) {
    this.#next = first
  }

  /** The next to be judged; null: there is none. */
  take(): number | null {
    return this.#next < this.end ? this.#next++ : null
  }

  judge(index: number): void {
    this.#judged.add(index)
  }

  get judged(): number {
    return this.#judged.size
  }

  /** The first that was not judged; `end` when all were. */
  get missing(): number {
    let index = this.first
    while (this.#judged.has(index)) index++
    return index
  }

  /** 'lives 0 to 99'; what was judged beyond the first that is missing is not told. */
  toString(): string {
    const { first, missing } = this
    if (missing === first) return 'no lives'
    return missing === first + 1 ? `life ${first}` : `lives ${first} to ${missing - 1}`
  }
}
