export { compareUse, free, type Piece, type Pocket } from './pocket.ts'
export { available, spend, type Spending } from './spend.ts'
export { counterpart, filledPostings, pocketLedgerAccount, type PocketMove, takenPostings } from './pocket-postings.ts'
export { type ChargedEvent, type ChargeRequest, type ChargeStep, chargeStep, type PriceOf } from './charge-step.ts'
