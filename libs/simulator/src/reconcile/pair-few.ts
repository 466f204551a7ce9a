// Of a few uses: as many pairs as there can be, and of all such pairings the nearest.
import type { Candidate, Pairing } from './pairing.ts'

/** Each step adds the pair that makes the pairing dearer by the least: after each it is the nearest of all that have as many pairs. */
export function pairFew<Theirs, Ours>(
  candidates: readonly Candidate<Theirs, Ours>[],
  pairing: Pairing<Theirs, Ours>
): void {
  const priced = candidates.map(each => ({ ...each, price: farness(each) }))
  let isMost = false
  while (!isMost) isMost = !pairOneMore(priced, pairing)
}

interface Priced<Theirs, Ours> extends Candidate<Theirs, Ours> {
  readonly price: bigint
}

/** False when there are as many as there can be. */
function pairOneMore<Theirs, Ours>(
  candidates: readonly Priced<Theirs, Ours>[],
  pairing: Pairing<Theirs, Ours>
): boolean {
  const ways = new Map<Theirs, bigint>()
  for (const { theirs } of candidates) if (pairing.ofTheirs(theirs) === undefined) ways.set(theirs, 0n)
  const reachedBy = new Map<Ours, Candidate<Theirs, Ours>>()
  const prices = new Map<Ours, bigint>()
  for (let isShorter = true; isShorter; ) {
    isShorter = false
    for (const each of candidates) {
      const way = ways.get(each.theirs)
      const known = prices.get(each.ours)
      if (way === undefined || (known !== undefined && known <= way + each.price)) continue
      const held = pairing.ofOurs(each.ours)
      if (held?.theirs === each.theirs) continue
      isShorter = true
      reachedBy.set(each.ours, each)
      prices.set(each.ours, way + each.price)
      if (held !== undefined) ways.set(held.theirs, way + each.price - farness(held))
    }
  }
  const [nearest] = [...prices]
    .filter(([ours]) => pairing.ofOurs(ours) === undefined)
    .sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))
  if (nearest !== undefined) pairing.extend(nearest[0], reachedBy)
  return nearest !== undefined
}

/** Sums of any cluster's milliseconds, and of its ticks, take fewer bits. */
const BITS = 72n

/** In the order of `byNearness`, so that sums compare in it too. */
function farness({ apartMs, apartTicks, quantity, unknown }: Candidate<unknown, unknown>): bigint {
  const differs = BigInt(unknown * 2 ** 20 + quantity)
  return (((differs << BITS) + BigInt(apartMs)) << BITS) + BigInt(apartTicks)
}
