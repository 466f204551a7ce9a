// How far amounts moved in one direction: how many, how much in all, at most and in the middle.

/** Micro, all positive; zero when there is none. */
export interface Spread {
  readonly accounts: number
  readonly sum: bigint
  readonly largest: bigint
  readonly median: bigint
}

/** Eight bytes an account: the median is exact. */
export class Moves {
  #amounts = new BigInt64Array(1024)
  #count = 0
  #sum = 0n

  /** `amount`: positive micro, within 64 bits as every bill is. */
  add(amount: bigint): void {
    if (this.#count === this.#amounts.length) {
      const larger = new BigInt64Array(this.#count * 2)
      larger.set(this.#amounts)
      this.#amounts = larger
    }
    this.#amounts[this.#count] = amount
    this.#count += 1
    this.#sum += amount
  }

  spread(): Spread {
    const sorted = this.#amounts.slice(0, this.#count).sort()
    const upper = sorted[this.#count >> 1] ?? 0n
    const lower = sorted[(this.#count - 1) >> 1] ?? 0n
    return { accounts: this.#count, sum: this.#sum, largest: sorted.at(-1) ?? 0n, median: (upper + lower) / 2n }
  }
}
