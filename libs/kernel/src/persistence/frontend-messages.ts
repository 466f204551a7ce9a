// Messages of PostgreSQL's protocol as a client writes them, one behind the other in a buffer that is used again and again.

const [PARSE, BIND, DESCRIBE, EXECUTE, SYNC, PORTAL] = Array.from('PBDESP', letter => letter.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number
]
const INITIAL_BYTES = 65_536
/** Of UTF-8, for each unit of a string. */
const MOST_BYTES = 3
/** Of the numbers of a message beside its texts. */
const SPARE_BYTES = 32
const NULL = -1

export class FrontendMessages {
  private bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES)
  private at = 0
  private begun = 0

  parse({ name, text }: { readonly name: string; readonly text: string }): void {
    this.begin(PARSE, name.length + text.length)
    this.word(name)
    this.word(text)
    this.int2(0) // types of parameters are the server's to find
    this.end()
  }

  /** Parameters and columns are text. */
  bind({ name }: { readonly name: string }, values: readonly (string | null)[]): void {
    this.begin(BIND, name.length)
    this.word('')
    this.word(name)
    this.int2(0)
    this.int2(values.length)
    for (const value of values) this.value(value)
    this.int2(0)
    this.end()
  }

  describe(): void {
    this.begin(DESCRIBE, 0)
    this.bytes[this.at++] = PORTAL
    this.word('')
    this.end()
  }

  execute(): void {
    this.begin(EXECUTE, 0)
    this.word('')
    this.int4(0) // all rows
    this.end()
  }

  sync(): void {
    this.begin(SYNC, 0)
    this.end()
  }

  /** All that was written since the last call. */
  taken(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.at))
    this.at = 0
    return taken
  }

  private value(text: string | null): void {
    this.reserve(text?.length ?? 0)
    if (text === null) return this.int4(NULL)
    const start = this.at + 4
    const length = this.bytes.write(text, start)
    this.int4(length)
    this.at = start + length
  }

  private begin(kind: number, characters: number): void {
    this.reserve(characters)
    this.bytes[this.at++] = kind
    this.begun = this.at
    this.at += 4
  }

  /** The length of a message is its own, without its kind. */
  private end(): void {
    this.bytes.writeInt32BE(this.at - this.begun, this.begun)
  }

  private word(text: string): void {
    this.at += this.bytes.write(text, this.at)
    this.bytes[this.at++] = 0
  }

  private int2(value: number): void {
    this.at = this.bytes.writeInt16BE(value, this.at)
  }

  private int4(value: number): void {
    this.at = this.bytes.writeInt32BE(value, this.at)
  }

  private reserve(characters: number): void {
    const needed = this.at + characters * MOST_BYTES + SPARE_BYTES
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }
}
