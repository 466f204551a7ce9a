// Cuts what arrives into the protocol's messages and drops all that is none, so that one stray byte does not deafen the server for ever.
import { Transform, type TransformCallback } from 'node:stream'

const HEADER = 'Content-Length:'
/** A header is a line or two. */
const LONGEST_HEADER = 4096
/** No editor sends more in one message: a number above it is garbage. */
const LARGEST_BODY = 512 * 1024 * 1024

export class FramedInput extends Transform {
  #chunks: Buffer[] = []
  #size = 0
  /** Bytes that must be there before it is worth looking again. */
  #wanted = 0

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size >= this.#wanted) this.#read()
    done()
  }

  #read(): void {
    let buffer = Buffer.concat(this.#chunks)
    for (;;) {
      const start = buffer.indexOf(HEADER)
      if (start === -1) {
        // the beginning of a header may be there already
        this.#keep(buffer.subarray(Math.max(0, buffer.length - HEADER.length)), 0)
        return
      }
      buffer = buffer.subarray(start)
      const end = buffer.indexOf('\r\n\r\n')
      const length = bodyLength(buffer.subarray(0, end === -1 ? LONGEST_HEADER : end))
      if (length === null || (end === -1 && buffer.length > LONGEST_HEADER)) {
        buffer = buffer.subarray(HEADER.length)
        continue
      }
      const whole = end + 4 + length
      if (end === -1 || buffer.length < whole) return this.#keep(buffer, end === -1 ? 0 : whole)
      this.#pass(buffer.subarray(end + 4, whole))
      buffer = buffer.subarray(whole)
    }
  }

  #keep(rest: Buffer, wanted: number): void {
    this.#chunks = [rest]
    this.#size = rest.length
    this.#wanted = wanted
  }

  /** Only what looks like an object is a message. */
  #pass(body: Buffer): void {
    if (body[0] !== 0x7b || body.at(-1) !== 0x7d) return
    this.push(`${HEADER} ${body.length}\r\n\r\n`)
    this.push(body)
  }
}

/** Null when the header gives none that can be. While the header is not complete, 0. */
function bodyLength(header: Buffer): number | null {
  const digits = /^Content-Length: *(\d*)/.exec(header.toString('latin1'))?.[1]
  const length = Number(digits)
  return digits === undefined || length > LARGEST_BODY ? null : length
}
