// Which line of a vendor and which own event are the same use: each is matched at most once, the nearest first.
import { byStart, type ToldUse, type Tolerance } from './told-use.ts'

/** Neighbours in time that a line is compared with: what many calls of one number within the tolerance cost stays linear. */
const MOST_NEIGHBOURS = 32

export interface MatchedUses<Theirs, Ours> {
  readonly pairs: readonly (readonly [Theirs, Ours])[]
  readonly onlyTheirs: readonly Theirs[]
  readonly onlyOurs: readonly Ours[]
}

/** Of uses with one key, in any order. Whoever is known to both sides is never somebody else; a line of nobody known may be anybody's. */
export function matchUses<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: readonly Theirs[],
  ours: readonly Ours[],
  tolerance: Tolerance
): MatchedUses<Theirs, Ours> {
  const sides = new Sides(theirs.toSorted(byStart), ours.toSorted(byStart))
  const parties = Map.groupBy(sides.theirs, ({ party }) => party)
  const held = Map.groupBy(sides.ours, ({ party }) => party)
  for (const [party, told] of parties) {
    if (party !== '') sides.match(told, held.get(party) ?? [], tolerance)
  }
  // without a number and without a party nothing says what it was
  const unknown = (parties.get('') ?? []).filter(({ called }) => called !== '')
  sides.match(unknown, sides.ours, tolerance)
  return sides.result()
}

interface Candidate<Theirs, Ours> {
  readonly theirs: Theirs
  readonly ours: Ours
  /** 0 when the quantities are within the tolerance, else 1. */
  readonly quantity: number
  readonly apartMs: number
  readonly apartTicks: number
}

class Sides<Theirs extends ToldUse, Ours extends ToldUse> {
  private readonly pairs: (readonly [Theirs, Ours])[] = []
  private readonly taken = new Set<ToldUse>()

  constructor(
    readonly theirs: readonly Theirs[],
    readonly ours: readonly Ours[]
  ) {}

  /** Both in order of start. */
  match(theirs: readonly Theirs[], ours: readonly Ours[], tolerance: Tolerance): void {
    this.#matchEqual(theirs, ours)
    this.#matchNearest(this.#free(theirs), this.#free(ours), tolerance)
    this.#matchInOrder(this.#free(theirs), this.#free(ours), tolerance)
  }

  result(): MatchedUses<Theirs, Ours> {
    return { pairs: this.pairs, onlyTheirs: this.#free(this.theirs), onlyOurs: this.#free(this.ours) }
  }

  #matchEqual(theirs: readonly Theirs[], ours: readonly Ours[]): void {
    const waiting = Map.groupBy(this.#free(ours).toReversed(), looks)
    for (const told of theirs) {
      const same = waiting.get(looks(told))?.pop()
      if (same !== undefined) this.#pair(told, same)
    }
  }

  #matchNearest(theirs: readonly Theirs[], ours: readonly Ours[], tolerance: Tolerance): void {
    const candidates = theirs.flatMap(told => candidatesOf(told, ours, tolerance))
    candidates.sort((a, b) => a.quantity - b.quantity || a.apartMs - b.apartMs || a.apartTicks - b.apartTicks)
    for (const { theirs: told, ours: own } of candidates) {
      if (!this.taken.has(told) && !this.taken.has(own)) this.#pair(told, own)
    }
  }

  /** What is left of a crowd: no line and event that could be the same use are both left over. */
  #matchInOrder(theirs: readonly Theirs[], ours: readonly Ours[], { startMs }: Tolerance): void {
    let at = 0
    for (const told of theirs) {
      while (at < ours.length && startOf(ours, at) < told.startedAt - startMs) at += 1
      const own = ours[at]
      if (own === undefined || own.startedAt > told.startedAt + startMs) continue
      this.#pair(told, own)
      at += 1
    }
  }

  #pair(theirs: Theirs, ours: Ours): void {
    this.pairs.push([theirs, ours])
    this.taken.add(theirs).add(ours)
  }

  #free<Use extends ToldUse>(uses: readonly Use[]): Use[] {
    return uses.filter(use => !this.taken.has(use))
  }
}

function candidatesOf<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: Theirs,
  ours: readonly Ours[],
  { startMs, ticks }: Tolerance
): Candidate<Theirs, Ours>[] {
  const found: Candidate<Theirs, Ours>[] = []
  let after = firstFrom(ours, theirs.startedAt)
  let before = after - 1
  while (found.length < MOST_NEIGHBOURS) {
    const behind = theirs.startedAt - startOf(ours, before)
    const ahead = startOf(ours, after) - theirs.startedAt
    const own = ours[behind < ahead ? before-- : after++]
    if (own === undefined || Math.min(behind, ahead) > startMs) break
    const apartTicks = Math.abs(own.quantity - theirs.quantity)
    const quantity = apartTicks <= ticks ? 0 : 1
    found.push({ theirs, ours: own, quantity, apartMs: Math.min(behind, ahead), apartTicks })
  }
  return found
}

/** How it looks to both sides. */
function looks({ quantity, startedAt }: ToldUse): string {
  return `${startedAt} ${quantity}`
}

/** Infinitely far away where there is none. */
function startOf(uses: readonly ToldUse[], at: number): number {
  return uses[at]?.startedAt ?? (at < 0 ? -Infinity : Infinity)
}

/** Where the first use is that begins at the time or later. */
function firstFrom(uses: readonly ToldUse[], time: number): number {
  let [low, high] = [0, uses.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (startOf(uses, middle) < time) low = middle + 1
    else high = middle
  }
  return low
}
