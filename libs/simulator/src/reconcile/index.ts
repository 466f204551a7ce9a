export { type Comparison, compareUses, type Difference, type DifferenceKind } from './compare-uses.ts'
export { type ClassSums, ReconciliationTally, type UseClass } from './reconciliation-tally.ts'
export { partyKey, type ToldUse, type Tolerance } from './told-use.ts'
export { UseClusters } from './use-clusters.ts'
