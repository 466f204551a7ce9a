export { compareUse, free, type Piece, type Pocket } from './pocket.ts'
export { available, spend, type Spending } from './spend.ts'
export { counterpart, filledPostings, pocketLedgerAccount, type PocketMove, takenPostings } from './pocket-postings.ts'
