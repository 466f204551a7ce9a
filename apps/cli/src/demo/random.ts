// Repeatable chance (sfc32): the same seed gives the same numbers on every machine, in integer arithmetic alone.

const RANGE = 2 ** 32
const WARM_UP = 12

export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** `stream` makes independent sequences of one seed: 'accounts', 'calls'. */
  constructor(seed: number, stream: string) {
    this.#a = seed | 0
    this.#b = Math.floor(seed / RANGE) | 0
    this.#c = hash(stream)
    for (let i = 0; i < WARM_UP; i += 1) this.next()
  }

  /** A whole number of 0 .. 2^32 - 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }

  /** A whole number of 0 .. count - 1. */
  below(count: number): number {
    return Math.floor((this.next() * count) / RANGE)
  }

  /** A whole number of from .. to, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  /** True `perMille` times in a thousand. */
  chance(perMille: number): boolean {
    return this.below(1000) < perMille
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)]
    if (chosen === undefined) throw new RangeError('nothing to pick from')
    return chosen
  }

  /** The index of a weight, as often as it weighs. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((a, b) => a + b, 0))
    for (const [index, weight] of weights.entries()) {
      if (left < weight) return index
      left -= weight
    }
    return weights.length - 1
  }

  /** So many digits. */
  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('')
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value
}
