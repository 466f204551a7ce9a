// Which events a file has already brought: 16 bytes for each, so that millions fit.
import { hashText } from '@farthing/plugin-sdk'

const SMALLEST = 1024

/** A set of event ids by their 128-bit hashes, open addressing, at most two thirds full. */
export class SeenEvents {
  private words = new Int32Array(SMALLEST * 4)
  private capacity = SMALLEST
  private count = 0
  private readonly hash = new Int32Array(4)

  get size(): number {
    return this.count
  }

  has(eventId: string): boolean {
    this.hashed(eventId)
    return isTaken(this.words, slotOf(this.words, this.capacity, this.hash, 0))
  }

  /** True when it was not there yet. */
  add(eventId: string): boolean {
    this.hashed(eventId)
    if (this.count * 3 >= this.capacity * 2) this.grow()
    if (!insert(this.words, this.capacity, this.hash, 0)) return false
    this.count++
    return true
  }

  private hashed(eventId: string): void {
    hashText(eventId, this.hash)
    // All zeros marks a free slot; the one id in 2^128 that hashes to it becomes its neighbour.
    if ((this.hash[0] ?? 0) === 0 && (this.hash[1] ?? 0) === 0) this.hash[1] = 1
  }

  private grow(): void {
    const old = this.words
    this.capacity *= 2
    this.words = new Int32Array(this.capacity * 4)
    for (let at = 0; at < old.length; at += 4) {
      if (old[at] !== 0 || old[at + 1] !== 0) insert(this.words, this.capacity, old, at)
    }
  }
}

/** Puts the hash at `from` into `words` unless it is there. */
function insert(words: Int32Array, capacity: number, hashes: Int32Array, from: number): boolean {
  const at = slotOf(words, capacity, hashes, from)
  if (isTaken(words, at)) return false
  for (let i = 0; i < 4; i++) words[at + i] = hashes[from + i] ?? 0
  return true
}

/** Where the hash stands, or the free place where it would. */
function slotOf(words: Int32Array, capacity: number, hashes: Int32Array, from: number): number {
  let slot = ((hashes[from + 2] ?? 0) >>> 0) % capacity
  for (;;) {
    const at = slot * 4
    if (!isTaken(words, at)) return at
    let same = 0
    while (same < 4 && words[at + same] === hashes[from + same]) same++
    if (same === 4) return at
    slot = slot + 1 === capacity ? 0 : slot + 1
  }
}

function isTaken(words: Int32Array, at: number): boolean {
  return words[at] !== 0 || words[at + 1] !== 0
}
