// Gzip data unpacked while it is read: all of its members, and behind them nothing but zeros, with which tapes are filled up.
import { createGunzip, type Gunzip } from 'node:zlib'
import { DamagedSource } from './damaged-source.ts'

/** Usage packs about tenfold, at best a hundredfold; gzip itself allows a thousandfold. */
const MOST_FOLD = 200
const FREELY_UNPACKED_BYTES = 67_108_864

export class Unpacking {
  readonly #packed: AsyncIterator<Buffer>
  readonly #gunzip = createGunzip()
  /** The piece that is being unpacked, and how many bytes came before it. */
  #piece: Buffer = Buffer.alloc(0)
  #before = 0

  constructor(packed: AsyncIterator<Buffer>) {
    this.#packed = packed
  }

  async *bytes(): AsyncGenerator<Buffer> {
    this.#feed().catch((error: unknown) => this.#gunzip.destroy(error as Error))
    yield* bounded(this.#gunzip)
    await this.#refuseMore()
  }

  stop(): void {
    this.#gunzip.destroy()
  }

  /** Piece by piece: gunzip takes a zero behind a member for its end, and of a piece after that for the next member, or not. */
  async #feed(): Promise<void> {
    for (let next = await this.#packed.next(); next.done !== true; next = await this.#packed.next()) {
      this.#before += this.#piece.length
      this.#piece = next.value
      await written(this.#gunzip, next.value)
      if (this.#left().length > 0) return
    }
    this.#gunzip.end()
  }

  /** Of the piece: what gunzip did not take. */
  #left(): Buffer {
    return this.#piece.subarray(this.#gunzip.bytesWritten - this.#before)
  }

  async #refuseMore(): Promise<void> {
    for (let left = this.#left(); ; ) {
      if (left.some(byte => byte !== 0)) {
        throw new DamagedSource(
          `its gzip data ends after ${this.#gunzip.bytesWritten} bytes, and behind the zeros that follow there is more, which cannot be read: a hole in the file. Fetch it again from where it was written`
        )
      }
      const next = await this.#packed.next()
      if (next.done === true) return
      left = next.value
    }
  }
}

function written(gunzip: Gunzip, piece: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    gunzip.write(piece, error => (error == null ? done() : failed(error)))
  })
}

/** Lets through what real usage can be, and ends a bomb long before it has taken an hour: it is read piece by piece in any case. */
async function* bounded(gunzip: Gunzip): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const piece of gunzip as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > FREELY_UNPACKED_BYTES && bytes > gunzip.bytesWritten * MOST_FOLD) {
      throw new DamagedSource(
        `the gzip data grows more than ${MOST_FOLD}-fold when unpacked, which no usage does: send the file unpacked if it is real`
      )
    }
    yield piece
  }
}
