// Whole numbers -> indexes, in two flat arrays: a look-up touches two lines of memory, where one in a map of strings touches six.

const FEWEST = 1024
const TWO_32 = 4_294_967_296

/** Keys are positive safe integers; values are not negative. */
export class NumberTable {
  private keys = new Float64Array(FEWEST)
  private values = new Int32Array(FEWEST)
  private count = 0

  /** -1: it is not there. */
  get(key: number): number {
    const at = this.placeOf(key)
    return this.keys[at] === key ? (this.values[at] ?? -1) : -1
  }

  set(key: number, value: number): void {
    if (this.count * 2 >= this.keys.length) this.grow()
    const at = this.placeOf(key)
    if (this.keys[at] === 0) this.count++
    this.keys[at] = key
    this.values[at] = value
  }

  /** Where it is, or would be: the next free place after the one that it hashes to. */
  private placeOf(key: number): number {
    const mask = this.keys.length - 1
    let at = hash(key) & mask
    while (this.keys[at] !== 0 && this.keys[at] !== key) at = (at + 1) & mask
    return at
  }

  private grow(): void {
    const { keys, values } = this
    this.keys = new Float64Array(keys.length * 2)
    this.values = new Int32Array(keys.length * 2)
    for (const [from, key] of keys.entries()) {
      if (key === 0) continue
      const at = this.placeOf(key)
      this.keys[at] = key
      this.values[at] = values[from] ?? -1
    }
  }
}

/** Numbers of one block differ in their last digits alone: both halves are mixed over all bits. */
function hash(key: number): number {
  const high = Math.trunc(key / TWO_32)
  let mixed = Math.imul((key - high * TWO_32) | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x2c1b3c6d)
  return mixed ^ (mixed >>> 13)
}
