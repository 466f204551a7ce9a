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

  constructor(initialBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes)
    this.view = viewOf(this.bytes)
    this.clear()
  }

  clear(): void {
    SIGNATURE.copy(this.bytes, 0)
    this.at = SIGNATURE.length
    this.rows = 0
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

  /** Safe integers, not negative, as bytea, seven bits a byte: small numbers take one byte. */
  integers(values: readonly number[]): void {
    this.reserve(4 + values.length * 8)
    const start = this.at + 4
    let at = start
    for (const value of values) {
      let rest = value
      while (rest > 127) {
        this.bytes[at++] = (rest % 128) | 128
        rest = Math.floor(rest / 128)
      }
      this.bytes[at++] = rest
    }
    this.view.setInt32(this.at, at - start)
    this.at = at
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

/** The bytes that `integers` writes, without their length. */
export function packIntegers(values: readonly number[]): Buffer {
  const bytes: number[] = []
  for (const value of values) {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
    bytes.push(rest)
  }
  return Buffer.from(bytes)
}

/** What `integers` wrote. */
export function readIntegers(bytes: Uint8Array): number[] {
  const values: number[] = []
  let value = 0
  let scale = 1
  for (const byte of bytes) {
    value += (byte % 128) * scale
    scale *= 128
    if (byte > 127) continue
    values.push(value)
    value = 0
    scale = 1
  }
  return values
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
