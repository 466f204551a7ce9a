// Lines of a vendor and own events that may be the same use, and which of them are paired so far.
import { isSameQuantity, type ToldUse, type Tolerance } from './told-use.ts'

/** A line and an event that may be the same use. */
export interface Candidate<Theirs, Ours> {
  readonly theirs: Theirs
  readonly ours: Ours
  /** 1 when the line does not say who used, else 0. */
  readonly unknown: 0 | 1
  /** 0 when the quantities are within the tolerance, else 1. */
  readonly quantity: 0 | 1
  readonly apartMs: number
  readonly apartTicks: number
}

/** Null when they cannot be the same. Whoever is known to both sides is never somebody else; a line of nobody known may be anybody's. */
export function candidate<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: Theirs,
  ours: Ours,
  tolerance: Tolerance
): Candidate<Theirs, Ours> | null {
  const apartMs = Math.abs(theirs.startedAt - ours.startedAt)
  if (apartMs > tolerance.startMs || (theirs.party !== '' && theirs.party !== ours.party)) return null
  const apartTicks = Math.abs(theirs.quantity - ours.quantity)
  const quantity = isSameQuantity(theirs, ours, tolerance) ? 0 : 1
  return { theirs, ours, unknown: theirs.party === '' ? 1 : 0, quantity, apartMs, apartTicks }
}

/** The nearer one first: of a known user, of the same quantity, then by time, then by quantity. */
export function byNearness<Theirs, Ours>(a: Candidate<Theirs, Ours>, b: Candidate<Theirs, Ours>): number {
  return a.unknown - b.unknown || a.quantity - b.quantity || a.apartMs - b.apartMs || a.apartTicks - b.apartTicks
}

/** Each is paired at most once. */
export class Pairing<Theirs, Ours> {
  readonly #byTheirs = new Map<Theirs, Candidate<Theirs, Ours>>()
  readonly #byOurs = new Map<Ours, Candidate<Theirs, Ours>>()

  ofTheirs(theirs: Theirs): Candidate<Theirs, Ours> | undefined {
    return this.#byTheirs.get(theirs)
  }

  ofOurs(ours: Ours): Candidate<Theirs, Ours> | undefined {
    return this.#byOurs.get(ours)
  }

  /** Nothing when one of them is paired already. */
  pairFree(pair: Candidate<Theirs, Ours>): void {
    if (!this.#byTheirs.has(pair.theirs) && !this.#byOurs.has(pair.ours)) this.#set(pair)
  }

  /** One pair more: `free` goes to the line that it was reached from, the event which that line had to the one that this was reached from, and so on. */
  extend(free: Ours, reachedBy: ReadonlyMap<Ours, Candidate<Theirs, Ours>>): void {
    for (let pair = reachedBy.get(free); pair !== undefined; ) {
      const before = this.#byTheirs.get(pair.theirs)
      this.#set(pair)
      pair = before && reachedBy.get(before.ours)
    }
  }

  #set(pair: Candidate<Theirs, Ours>): void {
    this.#byTheirs.set(pair.theirs, pair)
    this.#byOurs.set(pair.ours, pair)
  }
}
