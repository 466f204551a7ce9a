// Lines of a chunk by their number, as bytes in one buffer that is used again: as strings they would outlive many a collection.

/** Bytes that one UTF-16 unit takes at most. */
const MOST_BYTES_A_UNIT = 3

export class LineTexts {
  private bytes: Buffer
  /** Of each text, the offset behind it. */
  private readonly ends: number[] = []

  constructor(initialBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes)
  }

  add(text: string): void {
    const at = this.ends.at(-1) ?? 0
    const needed = at + text.length * MOST_BYTES_A_UNIT
    if (needed > this.bytes.length) this.grow(needed)
    this.ends.push(at + this.bytes.write(text, at))
  }

  /** A copy of the text of this number, which counts from 0. */
  bytesOf(number: number): Buffer {
    const end = this.ends[number]
    if (end === undefined) throw new RangeError(`there is no text ${number}`)
    return Buffer.from(this.bytes.subarray(this.ends[number - 1] ?? 0, end))
  }

  clear(): void {
    this.ends.length = 0
  }

  private grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger)
    this.bytes = larger
  }
}
