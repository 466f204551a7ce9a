// Which line of a vendor and which own event are the same use: each is matched at most once, as many as can be, the nearest of them.
import { pairCrowd } from './pair-crowd.ts'
import { pairFew } from './pair-few.ts'
import { candidate, Pairing } from './pairing.ts'
import { separateUses, type UseSides } from './separate-uses.ts'
import { byStart, type ToldUse, type Tolerance } from './told-use.ts'

/** Uses of both sides, beyond which not every pairing is weighed. */
const MOST_WEIGHED = 32

export interface MatchedUses<Theirs, Ours> {
  /** In order of the start of theirs. */
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
  const all = { theirs: theirs.toSorted(byStart), ours: ours.toSorted(byStart) }
  const pairing = new Pairing<Theirs, Ours>()
  for (const group of byParty(all)) {
    for (const side of separateUses(group, tolerance.startMs)) pairUses(side, pairing, tolerance)
  }
  return {
    pairs: all.theirs.flatMap(told => {
      const own = pairing.ofTheirs(told)?.ours
      return own === undefined ? [] : [[told, own] as const]
    }),
    onlyTheirs: all.theirs.filter(told => pairing.ofTheirs(told) === undefined),
    onlyOurs: all.ours.filter(own => pairing.ofOurs(own) === undefined)
  }
}

/** Parties apart, unless there is a line that may be anybody's. */
function byParty<Theirs extends ToldUse, Ours extends ToldUse>({ theirs, ours }: UseSides<Theirs, Ours>) {
  // without a number and without a party nothing says what it was
  const tellable = theirs.filter(({ called, party }) => called !== '' || party !== '')
  if (tellable.some(({ party }) => party === '')) return [{ theirs: tellable, ours }]
  const held = Map.groupBy(ours, ({ party }) => party)
  return [...Map.groupBy(tellable, ({ party }) => party)].map(([party, told]) => ({
    theirs: told,
    ours: held.get(party) ?? []
  }))
}

function pairUses<Theirs extends ToldUse, Ours extends ToldUse>(
  { theirs, ours }: UseSides<Theirs, Ours>,
  pairing: Pairing<Theirs, Ours>,
  tolerance: Tolerance
): void {
  if (theirs.length === 0 || ours.length === 0) return
  if (theirs.length + ours.length > MOST_WEIGHED) {
    pairCrowd(theirs, ours, { pairing, tolerance })
    return
  }
  const candidates = theirs.flatMap(told =>
    ours.flatMap(own => {
      const pair = candidate(told, own, tolerance)
      return pair === null ? [] : [pair]
    })
  )
  const [only, ...others] = candidates
  if (only !== undefined && others.length === 0) pairing.pairFree(only)
  else pairFew(candidates, pairing)
}
