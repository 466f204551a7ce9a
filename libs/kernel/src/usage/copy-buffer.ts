// Rows in PostgreSQL's binary COPY format, written straight into one buffer that is used again and again.

/** 'PGCOPY\n\377\r\n\0', no flags, no header extension. */
const SIGNATURE = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
/** Milliseconds from 1970 to 2000, where PostgreSQL's timestamps begin. */
const POSTGRES_EPOCH_MS = 946_684_800_000
const TWO_32 = 4_294_967_296

/** Of characters; `LOWER_CASE` is the bit that makes a letter small. */
const [HYPHEN, DIGIT_0, LETTER_A, LOWER_CASE] = [45, 48, 65, 32]

/** Every value is written with its length before it, so a row is: `row(n)`, then n values. */
export class CopyBuffer {
  rows = 0
  private bytes: Buffer
  private view: DataView
  private at = 0
  /** Offsets of instants that are told last. */
  private readonly unstamped: number[] = []

  constructor(initialBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes)
    this.view = viewOf(this.bytes)
    this.clear()
  }

  clear(): void {
    SIGNATURE.copy(this.bytes, 0)
    this.at = SIGNATURE.length
    this.rows = 0
    this.unstamped.length = 0
  }

  /** The whole stream with its trailer; valid until the next `clear`. */
  finished(): Buffer {
    this.reserve(2)
    this.view.setInt16(this.at, -1)
    return this.bytes.subarray(0, this.at + 2)
  }

  row(values: number): void {
    this.reserve(2)
    this.view.setInt16(this.at, values)
    this.at += 2
    this.rows++
  }

  int4(value: number): void {
    this.reserve(8)
    this.view.setInt32(this.at, 4)
    this.view.setInt32(this.at + 4, value)
    this.at += 8
  }

  /** A safe integer. */
  int8(value: number): void {
    this.reserve(12)
    const high = Math.floor(value / TWO_32)
    this.view.setInt32(this.at, 8)
    this.view.setInt32(this.at + 4, high)
    this.view.setUint32(this.at + 8, value - high * TWO_32)
    this.at += 12
  }

  /** Epoch milliseconds as timestamptz. */
  instant(epochMs: number): void {
    this.int8((epochMs - POSTGRES_EPOCH_MS) * 1000)
  }

  /** A timestamptz that `stamp` fills in. */
  stamped(): void {
    this.reserve(12)
    this.unstamped.push(this.at)
    this.int8(0)
  }

  /** One instant for all that wait for it; a later one takes its place. */
  stamp(instant: Temporal.Instant): void {
    const microseconds = Number(instant.epochNanoseconds / 1000n) - POSTGRES_EPOCH_MS * 1000
    const end = this.at
    for (const at of this.unstamped) {
      this.at = at
      this.int8(microseconds)
    }
    this.at = end
  }

  /** The uuid that `uuidWords` put into `words` at `from`. */
  uuid(words: Int32Array, from: number): void {
    this.reserve(20)
    this.view.setInt32(this.at, 16)
    for (let i = 0; i < 4; i++) this.view.setInt32(this.at + 4 + i * 4, words[from + i] ?? 0)
    this.at += 20
  }

  text(value: string): void {
    this.reserve(4 + value.length * 3)
    const start = this.at + 4
    let at = start
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i)
      if (unit > 127) {
        at = start + this.bytes.write(value, start, 'utf8')
        break
      }
      this.bytes[at++] = unit
    }
    this.view.setInt32(this.at, at - start)
    this.at = at
  }

  flag(value: boolean): void {
    this.reserve(5)
    this.view.setInt32(this.at, 1)
    this.bytes[this.at + 4] = value ? 1 : 0
    this.at += 5
  }

  /** Null. */
  nothing(): void {
    this.reserve(4)
    this.view.setInt32(this.at, -1)
    this.at += 4
  }

  blob(value: Uint8Array): void {
    this.reserve(4 + value.length)
    this.view.setInt32(this.at, value.length)
    this.bytes.set(value, this.at + 4)
    this.at += 4 + value.length
  }

  private reserve(bytes: number): void {
    const needed = this.at + bytes + 2
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
    this.view = viewOf(larger)
  }
}

/** Reads a uuid as four 32-bit words. */
export function uuidWords(text: string, words: Int32Array, at: number): void {
  let word = 0
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === HYPHEN) continue
    word = (word << 4) | (code < LETTER_A ? code - DIGIT_0 : (code | LOWER_CASE) - LETTER_A - LOWER_CASE + 10)
    if (++digits % 8 === 0) words[at + digits / 8 - 1] = word
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
