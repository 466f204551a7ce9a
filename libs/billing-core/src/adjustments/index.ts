export { type CreditAsked, type CreditRefusal, drawCredit, type DrawnCredit, type LeftToCredit } from './draw-credit.ts'
export { grossOf, type LineShare, lineShares, partOf, sumOfGross, taxesOfShares } from './line-share.ts'
export { without, withoutAmounts } from './line-share.ts'
