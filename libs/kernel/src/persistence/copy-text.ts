// Rows of one table in COPY's text format, kept outside the heap until they are sent.
import { once } from 'node:events'
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const BLOCK_BYTES = 1 << 18
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const MOST_BYTES_A_UNIT = 3
/** A block lies outside the heap and is given back by a full collection only: blocks that were sent are written again. */
const KEPT_BLOCKS = 64
const spare: Buffer[] = []

export class CopyText {
  readonly #target: string
  #full: Buffer[] = []
  #block: Buffer | undefined
  #length = 0

  /** `target`: 'invoice (tenant, id)'. */
  constructor(target: string) {
    this.#target = target
  }

  /** A row as from `copyLine`. */
  add(line: string): void {
    const most = line.length * MOST_BYTES_A_UNIT
    if (this.#block === undefined || this.#length + most > this.#block.length) this.#nextBlock(most)
    this.#length += this.#block?.write(line, this.#length) ?? 0
  }

  /** Sends the rows and forgets them. */
  async send(client: ClientBase): Promise<void> {
    this.#nextBlock(0)
    const blocks = this.#full
    this.#full = []
    if (blocks.length === 0) return
    const stream = client.query(copyFrom(`copy ${this.#target} from stdin`))
    const finished = once(stream, 'finish')
    finished.catch(() => undefined) // reported below; a failure while writing must not go unhandled meanwhile
    for (const block of blocks) {
      if (!stream.write(block)) await Promise.race([once(stream, 'drain'), finished])
    }
    stream.end()
    await finished
    keepForLater(blocks)
  }

  #nextBlock(needed: number): void {
    if (this.#block !== undefined && this.#length > 0) this.#full.push(this.#block.subarray(0, this.#length))
    this.#block = needed === 0 ? undefined : blockOf(Math.max(needed, BLOCK_BYTES))
    this.#length = 0
  }
}

function blockOf(bytes: number): Buffer {
  return (bytes === BLOCK_BYTES ? spare.pop() : undefined) ?? Buffer.allocUnsafeSlow(bytes)
}

/** Blocks that the server has taken: nobody reads them any more. */
function keepForLater(sent: readonly Buffer[]): void {
  for (const { buffer } of sent) {
    if (buffer.byteLength === BLOCK_BYTES && spare.length < KEPT_BLOCKS) spare.push(Buffer.from(buffer))
  }
}
