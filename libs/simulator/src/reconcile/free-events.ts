// A line whose near events are all taken: the fewest pairs that can be moved so that it has one too.
import type { Candidate, Pairing } from './pairing.ts'

/** At an event from a line, for all lines of a crowd: beyond them they stay without. */
const MOST_LOOKS = 2_000_000

export class FreeEvents<Theirs, Ours> {
  /** Events from which no way leads to a free one, now or later. */
  readonly #closed = new Set<Ours>()
  #looks = 0

  constructor(
    private readonly near: ReadonlyMap<Theirs, readonly Candidate<Theirs, Ours>[]>,
    private readonly pairing: Pairing<Theirs, Ours>
  ) {}

  /** A line that is not paired. */
  pair(line: Theirs): void {
    if (this.#looks > MOST_LOOKS) return
    const reachedBy = new Map<Ours, Candidate<Theirs, Ours>>()
    const free = this.#firstFree(line, reachedBy)
    if (free !== null) this.pairing.extend(free, reachedBy)
    else for (const own of reachedBy.keys()) this.#closed.add(own)
  }

  /** Goes from lines to their near events, and from these to the lines that hold them. */
  #firstFree(line: Theirs, reachedBy: Map<Ours, Candidate<Theirs, Ours>>): Ours | null {
    const lines = [line]
    for (const told of lines) {
      const candidates = this.near.get(told) ?? []
      this.#looks += candidates.length
      for (const each of candidates) {
        if (this.#closed.has(each.ours) || reachedBy.has(each.ours)) continue
        reachedBy.set(each.ours, each)
        const held = this.pairing.ofOurs(each.ours)
        if (held === undefined) return each.ours
        lines.push(held.theirs)
      }
    }
    return null
  }
}
