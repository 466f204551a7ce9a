// Identifiers that sort by the time of their making: UUID version 7 (RFC 9562) from the injected clock.
import { randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

const TAIL_BYTES = 8
/** Asking for randomness costs as much as the rest of an id: it is asked for many at a time. */
const RANDOM_BYTES = TAIL_BYTES * 512

/** How ids are written; what looks otherwise is the name or the number of something. */
export const ID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Makes ids in strictly rising order within one process, even when the clock stands still. */
export class Ids {
  readonly #clock: Clock
  #millisecond = 0
  #sequence = 0
  readonly #random = Buffer.alloc(RANDOM_BYTES)
  #used = RANDOM_BYTES

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `now` of who makes many at once: the time is read once for all of them. Epoch milliseconds. */
  next(now = this.#clock.milliseconds()): string {
    if (now > this.#millisecond) {
      this.#millisecond = now
      this.#sequence = 0
    } else if (++this.#sequence > 0xfff) {
      this.#millisecond += 1
      this.#sequence = 0
    }
    const time = this.#millisecond.toString(16).padStart(12, '0')
    const tail = this.#tail()
    const sequence = this.#sequence.toString(16).padStart(3, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }

  /** 62 random bits under the variant's two. */
  #tail(): string {
    if (this.#used === RANDOM_BYTES) {
      randomFillSync(this.#random)
      this.#used = 0
    }
    const at = this.#used
    this.#used += TAIL_BYTES
    this.#random[at] = ((this.#random[at] ?? 0) & 0x3f) | 0x80
    return this.#random.toString('hex', at, this.#used)
  }
}
