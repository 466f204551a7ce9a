// Which events a file has already brought, and what holds each id: 36 bytes for each, so that millions fit.
import { hashText } from '@farthing/plugin-sdk'
import { otherUseId, type Repeat, repeatOf, type Told } from './repeated-id.ts'

const SMALLEST = 1024
const WORDS = 4

/** What a line is under its id. */
export interface Known {
  readonly repeat: Repeat
  /** Of the line that holds the id: of this one, where it is news. */
  readonly line: number
}

/** By the 128-bit hashes of their ids, open addressing, at most two thirds full. */
export class KnownEvents {
  private hashes = new Int32Array(SMALLEST * WORDS)
  private lines = new Uint32Array(SMALLEST)
  /** Start and mark of the use; a start that is no number: it waits. */
  private marks = new Float64Array(SMALLEST * 2)
  private capacity = SMALLEST
  private count = 0
  private readonly hash = new Int32Array(WORDS)

  get size(): number {
    return this.count
  }

  /** Whether a line of this id was rated. */
  isRated(event: string): boolean {
    const slot = this.slotOf(event)
    return this.isTaken(slot) && this.toldAt(slot) !== 'waiting'
  }

  /** Takes a line that tells the event. One that tells another use is kept as one that waits: told again, it is a duplicate. */
  tell(event: string, told: Told, line: number): Known {
    const known = this.put(event, told, line)
    if (known.repeat !== 'other-use' || told === 'waiting') return known
    const repeat = this.put(otherUseId(event, told), 'waiting', line).repeat === 'news' ? 'other-use' : 'duplicate'
    return { repeat, line: known.line }
  }

  private put(event: string, told: Told, line: number): Known {
    if (this.count * 3 >= this.capacity * 2) this.grow()
    const slot = this.slotOf(event)
    const isTaken = this.isTaken(slot)
    const repeat = repeatOf(told, isTaken ? this.toldAt(slot) : null)
    const holder = isTaken ? (this.lines[slot] ?? 0) : line
    if (!isTaken) {
      this.hashes.set(this.hash, slot * WORDS)
      this.count++
    }
    if (repeat === 'news' || repeat === 'settles') this.hold(slot, told, line)
    return { repeat, line: holder }
  }

  private hold(slot: number, told: Told, line: number): void {
    this.lines[slot] = line
    this.marks[slot * 2] = told === 'waiting' ? NaN : told.startedAt
    this.marks[slot * 2 + 1] = told === 'waiting' ? 0 : told.what
  }

  private toldAt(slot: number): Told {
    const [startedAt = NaN, what = 0] = this.marks.subarray(slot * 2, slot * 2 + 2)
    return Number.isNaN(startedAt) ? 'waiting' : { startedAt, what }
  }

  private isTaken(slot: number): boolean {
    return this.hashes[slot * WORDS] !== 0 || this.hashes[slot * WORDS + 1] !== 0
  }

  private slotOf(event: string): number {
    hashText(event, this.hash)
    // All zeros marks a free slot; the one id in 2^128 that hashes to it becomes its neighbour.
    if ((this.hash[0] ?? 0) === 0 && (this.hash[1] ?? 0) === 0) this.hash[1] = 1
    return this.find(this.hash, 0)
  }

  /** Where the hash at `from` stands, or the free slot where it would. */
  private find(hashes: Int32Array, from: number): number {
    let slot = ((hashes[from + 2] ?? 0) >>> 0) % this.capacity
    while (this.isTaken(slot)) {
      let same = 0
      while (same < WORDS && this.hashes[slot * WORDS + same] === hashes[from + same]) same++
      if (same === WORDS) return slot
      slot = slot + 1 === this.capacity ? 0 : slot + 1
    }
    return slot
  }

  private grow(): void {
    const { capacity, hashes, lines, marks } = this
    this.capacity *= 2
    this.hashes = new Int32Array(this.capacity * WORDS)
    this.lines = new Uint32Array(this.capacity)
    this.marks = new Float64Array(this.capacity * 2)
    for (let old = 0; old < capacity; old++) {
      const from = old * WORDS
      if (hashes[from] === 0 && hashes[from + 1] === 0) continue
      const slot = this.find(hashes, from)
      this.hashes.set(hashes.subarray(from, from + WORDS), slot * WORDS)
      this.lines[slot] = lines[old] ?? 0
      this.marks.set(marks.subarray(old * 2, old * 2 + 2), slot * 2)
    }
  }
}
