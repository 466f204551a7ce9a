// The accounts that move furthest in one direction, with the lines that move them.
import type { AccountChange } from './compare-account.ts'
import type { LineChange } from './line-changes.ts'
import type { SampleUse } from './sample-uses.ts'

export interface Mover {
  readonly number: string
  readonly before: bigint
  readonly after: bigint
  /** Those that differ, the furthest first. */
  readonly lines: readonly MovedLine[]
}

export interface MovedLine extends LineChange {
  /** For the first few lines of usage. */
  readonly sample: SampleUse | null
}

/** Of lines of usage that moved. */
export type Explain = (lines: readonly LineChange[]) => ReadonlyMap<LineChange, SampleUse>

const LINES_SAMPLED = 5

export class Movers {
  readonly #kept: Mover[] = []

  constructor(
    private readonly most: number,
    private readonly direction: 1n | -1n
  ) {}

  /** `explain` is asked only for accounts that are kept. */
  add({ number, before, after, lines }: AccountChange, explain: Explain): void {
    const distance = this.#distance({ before, after })
    if (distance <= 0n || this.most === 0) return
    const last = this.#kept.at(-1)
    if (last !== undefined && this.#kept.length === this.most && this.#distance(last) >= distance) return
    const place = this.#kept.findIndex(each => this.#distance(each) < distance)
    const moved = lines.filter(({ change }) => change !== 0n).sort((a, b) => compareSizes(b.change, a.change))
    const samples = explain(moved.filter(({ cycle }) => cycle !== null).slice(0, LINES_SAMPLED))
    const shown = moved.map(line => ({ ...line, sample: samples.get(line) ?? null }))
    const mover = { number, before, after, lines: shown }
    this.#kept.splice(place < 0 ? this.#kept.length : place, 0, mover)
    if (this.#kept.length > this.most) this.#kept.pop()
  }

  /** The furthest first; of equal ones the one that came first. */
  list(): readonly Mover[] {
    return this.#kept
  }

  #distance({ before, after }: { readonly before: bigint; readonly after: bigint }): bigint {
    return (after - before) * this.direction
  }
}

function compareSizes(a: bigint, b: bigint): number {
  const [sizeA, sizeB] = [a < 0n ? -a : a, b < 0n ? -b : b]
  return sizeA === sizeB ? 0 : sizeA < sizeB ? -1 : 1
}
