// So many at once; what work at its turn asks for within itself waits for nobody, or it would wait for those who wait for it.
import { AsyncLocalStorage } from 'node:async_hooks'

export class Turns {
  readonly #inside = new AsyncLocalStorage<true>()
  readonly #waiting: (() => void)[] = []
  #free: number

  /** `most`: a whole number from 1 on. */
  constructor(most: number) {
    this.#free = most
  }

  /** In the order in which they ask. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside.getStore() === true) return work()
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    try {
      return await this.#inside.run(true, work)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
