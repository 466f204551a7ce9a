// Counts and sums of a comparison, by what became of each use.
import type { DifferenceKind } from './compare-uses.ts'
import type { ToldUse } from './told-use.ts'

export type UseClass = 'matched' | DifferenceKind

/** Quantities in ticks, prices in micro, of the uses of a class on either side. */
export interface ClassSums {
  readonly uses: number
  readonly quantityThere: bigint
  readonly quantityHere: bigint
  readonly priceThere: bigint
  readonly priceHere: bigint
}

const CLASSES = [
  'matched',
  'different-quantity',
  'different-price',
  'missing-here',
  'missing-there',
  'other-zone'
] as const

export class ReconciliationTally {
  private readonly sums = Object.fromEntries(
    CLASSES.map(name => [name, { uses: 0, quantityThere: 0n, quantityHere: 0n, priceThere: 0n, priceHere: 0n }])
  ) as Record<UseClass, { -readonly [Name in keyof ClassSums]: ClassSums[Name] }>
  /** Lines outside the days that are compared. */
  outside = 0
  /** Of the lines that are missing here: those that the vendor bills a second time. */
  twice = 0

  /** When no line can lie within the days. */
  static allOutside(uses: number): ReconciliationTally {
    const tally = new ReconciliationTally()
    tally.outside = uses
    return tally
  }

  /** Lines of the vendor that are in a class. */
  get told(): number {
    return CLASSES.reduce((sum, name) => sum + (name === 'missing-there' ? 0 : this.sums[name].uses), 0)
  }

  add(name: UseClass, theirs: ToldUse | null, ours: ToldUse | null): void {
    const sums = this.sums[name]
    sums.uses += 1
    sums.quantityThere += BigInt(theirs?.quantity ?? 0)
    sums.quantityHere += BigInt(ours?.quantity ?? 0)
    if (ours?.unpriced === true) return
    sums.priceThere += theirs?.price ?? 0n
    sums.priceHere += ours?.price ?? 0n
  }

  addOutside(): void {
    this.outside += 1
  }

  addTwice(): void {
    this.twice += 1
  }

  classes(): Readonly<Record<UseClass, ClassSums>> {
    return this.sums
  }
}
