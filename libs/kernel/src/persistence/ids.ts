// Identifiers that sort by the time of their making: UUID version 7 (RFC 9562) from the injected clock.
import { randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

/** Makes ids in strictly rising order within one process, even when the clock stands still. */
export class Ids {
  readonly #clock: Clock
  #millisecond = 0
  #sequence = 0
  readonly #random = Buffer.alloc(8)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  next(): string {
    const now = this.#clock.now().epochMilliseconds
    if (now > this.#millisecond) {
      this.#millisecond = now
      this.#sequence = 0
    } else if (++this.#sequence > 0xfff) {
      this.#millisecond += 1
      this.#sequence = 0
    }
    randomFillSync(this.#random)
    this.#random[0] = ((this.#random[0] ?? 0) & 0x3f) | 0x80
    const time = this.#millisecond.toString(16).padStart(12, '0')
    const tail = this.#random.toString('hex')
    const sequence = this.#sequence.toString(16).padStart(3, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}
