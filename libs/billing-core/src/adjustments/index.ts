export { type CreditAsked, type CreditRefusal, drawCredit, type DrawnCredit, type LeftToCredit } from './draw-credit.ts'
export { grossOf, type LineShare, lineShares, partOf, sumOfGross, taxesOfShares } from './line-share.ts'
export { without, withoutAmounts } from './line-share.ts'
export {
  type DebitAsked,
  type DebitedBy,
  type DebitedInvoice,
  type DebitRefusal,
  type DebitTaxing,
  drawDebit
} from './draw-debit.ts'
export { type LineWords, negatedLine, NOTE_SERIES, notedLines, type NoteLine } from './note-line.ts'
export { creditKey, type NotedCredits, withCredit } from './noted-credits.ts'
export { type NotedSums, sumsLeft } from './sums-left.ts'
export { type BondRefusal, refusedBond } from './refused-bond.ts'
export { refusedWriteOff, type WriteOffRefusal } from './write-off.ts'
