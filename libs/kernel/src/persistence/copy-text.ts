// Rows of one table in COPY's text format, kept outside the heap until they are sent.
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { once } from 'node:events'

const FIRST_BYTES = 1 << 16
const BLOCK_BYTES = 1 << 18
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const MOST_BYTES_A_UNIT = 3

export class CopyText {
  readonly #target: string
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #length = 0

  /** `target`: 'invoice (tenant, id)'. */
  constructor(target: string) {
    this.#target = target
  }

  /** A row as from `copyLine`. */
  add(line: string): void {
    const needed = this.#length + line.length * MOST_BYTES_A_UNIT
    if (needed > this.#buffer.length) this.#grow(needed)
    this.#length += this.#buffer.write(line, this.#length)
  }

  /** Sends the rows and forgets them. */
  async send(client: ClientBase): Promise<void> {
    if (this.#length === 0) return
    const stream = client.query(copyFrom(`copy ${this.#target} from stdin`))
    const finished = once(stream, 'finish')
    finished.catch(() => undefined) // reported below; a failure while writing must not go unhandled meanwhile
    for (let start = 0; start < this.#length; start += BLOCK_BYTES) {
      const block = this.#buffer.subarray(start, Math.min(start + BLOCK_BYTES, this.#length))
      if (!stream.write(block)) await Promise.race([once(stream, 'drain'), finished])
    }
    stream.end()
    await finished
    this.#length = 0
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
