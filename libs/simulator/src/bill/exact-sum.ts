// A sum of millions of amounts: in a number as long as that is exact, which is nearly always.

export class ExactSum {
  #low = 0
  #high = 0n

  /** A safe integer. */
  add(amount: number): void {
    const sum = this.#low + amount
    if (Number.isSafeInteger(sum)) {
      this.#low = sum
      return
    }
    this.#high += BigInt(this.#low) + BigInt(amount)
    this.#low = 0
  }

  get total(): bigint {
    return this.#high + BigInt(this.#low)
  }
}
