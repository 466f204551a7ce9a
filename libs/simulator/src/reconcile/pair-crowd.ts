// Of many uses of one number: the nearest first, then as few pairs as possible are moved for each one more, at a bounded cost.
import { FreeEvents } from './free-events.ts'
import { byNearness, type Candidate, candidate, type Pairing } from './pairing.ts'
import type { ToldUse, Tolerance } from './told-use.ts'

/** Neighbours in time that a line is compared with: what many calls of one number within the tolerance cost stays linear. */
const MOST_NEIGHBOURS = 32

/** Both in order of start. */
export function pairCrowd<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: readonly Theirs[],
  ours: readonly Ours[],
  { pairing, tolerance }: { readonly pairing: Pairing<Theirs, Ours>; readonly tolerance: Tolerance }
): void {
  const held = Map.groupBy(ours, ({ party }) => party)
  const near = new Map<Theirs, readonly Candidate<Theirs, Ours>[]>()
  const told = [...Map.groupBy(theirs, ({ party }) => party)].toSorted(
    ([a], [b]) => Number(a === '') - Number(b === '')
  )
  for (const [party, lines] of told) {
    const events = party === '' ? ours : (held.get(party) ?? [])
    const sides = new Sides(lines, events, pairing, tolerance)
    for (const [line, candidates] of sides.pair()) near.set(line, candidates)
  }
  const search = new FreeEvents(near, pairing)
  for (const line of theirs) if (pairing.ofTheirs(line) === undefined) search.pair(line)
}

/** Lines of one party, or of nobody known, and events that may be theirs. */
class Sides<Theirs extends ToldUse, Ours extends ToldUse> {
  constructor(
    private readonly theirs: readonly Theirs[],
    private readonly ours: readonly Ours[],
    private readonly pairing: Pairing<Theirs, Ours>,
    private readonly tolerance: Tolerance
  ) {}

  /** With the neighbours that each line was compared with. */
  pair(): ReadonlyMap<Theirs, readonly Candidate<Theirs, Ours>[]> {
    this.#pairEqual()
    const near = new Map(this.theirs.map(told => [told, neighboursOf(told, this.ours, this.tolerance)]))
    const all = [...near.values()].flat().sort(byNearness)
    for (const each of all) this.pairing.pairFree(each)
    this.#pairInOrder()
    return near
  }

  #pairEqual(): void {
    const waiting = Map.groupBy(this.#freeOurs().toReversed(), looks)
    for (const told of this.theirs) this.#pair(told, waiting.get(looks(told))?.pop())
  }

  /** What is left of a crowd: no line and event that could be the same use are both left over. */
  #pairInOrder(): void {
    const ours = this.#freeOurs()
    const { startMs } = this.tolerance
    let at = 0
    for (const told of this.theirs) {
      if (this.pairing.ofTheirs(told) !== undefined) continue
      while (at < ours.length && startOf(ours, at) < told.startedAt - startMs) at += 1
      if (startOf(ours, at) > told.startedAt + startMs) continue
      this.#pair(told, ours[at])
      at += 1
    }
  }

  #pair(told: Theirs, own: Ours | undefined): void {
    const pair = own && candidate(told, own, this.tolerance)
    if (pair) this.pairing.pairFree(pair)
  }

  #freeOurs(): Ours[] {
    return this.ours.filter(own => this.pairing.ofOurs(own) === undefined)
  }
}

function neighboursOf<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: Theirs,
  ours: readonly Ours[],
  tolerance: Tolerance
): Candidate<Theirs, Ours>[] {
  const found: Candidate<Theirs, Ours>[] = []
  let after = firstFrom(ours, theirs.startedAt)
  let before = after - 1
  while (found.length < MOST_NEIGHBOURS) {
    const behind = theirs.startedAt - startOf(ours, before)
    const ahead = startOf(ours, after) - theirs.startedAt
    const own = ours[behind < ahead ? before-- : after++]
    const pair = own && candidate(theirs, own, tolerance)
    if (!pair) break
    found.push(pair)
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
