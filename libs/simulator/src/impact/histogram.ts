// How many accounts moved by how many percent, in fixed steps.

export interface HistogramBar {
  /** Percent of what was before, from `least` (included) to `most`; null is unbounded. The bar of 0 holds what stayed. */
  readonly least: number | null
  readonly most: number | null
  readonly accounts: number
}

const EDGES = [-50, -20, -10, -5, 0, 5, 10, 20, 50] as const
/** Places in `counts`: five of falls, the one that stayed, five of rises. */
const STAYED = 5

export class Histogram {
  readonly #counts = Array.from({ length: 2 * STAYED + 1 }, () => 0)

  /** Micro. A bill that rises from nothing belongs to the last bar. */
  add(before: bigint, after: bigint): void {
    const change = after - before
    const base = before < 0n ? -before : before
    const beyond = (percent: number): boolean => change * 100n > BigInt(percent) * base
    const below = (percent: number): boolean => change * 100n < BigInt(percent) * base
    const place =
      change === 0n
        ? STAYED
        : change > 0n
          ? STAYED + 1 + EDGES.filter(edge => edge > 0 && beyond(edge)).length
          : STAYED - 1 - EDGES.filter(edge => edge < 0 && below(edge)).length
    this.#counts[place] = (this.#counts[place] ?? 0) + 1
  }

  bars(): HistogramBar[] {
    const edges = [null, ...EDGES.slice(0, STAYED), ...EDGES.slice(STAYED - 1), null]
    return this.#counts.map((accounts, place) => ({
      least: edges[place] ?? null,
      most: edges[place + 1] ?? null,
      accounts
    }))
  }
}
