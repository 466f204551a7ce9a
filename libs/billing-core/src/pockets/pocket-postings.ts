// What pockets do to the ledger. A pocket is what the operator owes in kind: filled on the credit side, used on the debit side.
import type { LedgerTransaction, Posting } from '../postings/index.ts'
import { partedGross, type TaxTreatment } from '../taxes/index.ts'
import { isCurrency, unitName } from '../values/index.ts'
import type { Piece, Pocket } from './pocket.ts'

/** What every posting of a pocket needs to know of it. */
export type PostedPocket = Pick<Pocket, 'id' | 'number' | 'unit'>

export interface PocketMove {
  /** Known by it in the account's ledger. */
  readonly key: string
  readonly date: Temporal.PlainDate
  readonly description: string
  readonly account: { readonly id: string; readonly number: string }
  readonly pockets: readonly PostedPocket[]
  readonly pieces: readonly Piece[]
  /** The ledger account on the other side: see `counterpart`. */
  readonly against: string
  /** Of what is taken, the taxes in it, which are owed on; left out: none. */
  readonly tax?: TaxTreatment
}

/** 'pocket:AUD:A-000001:3': the third pocket of the account. */
export function pocketLedgerAccount(account: string, { number, unit }: PostedPocket): string {
  return `pocket:${unitName(unit)}:${account}:${number}`
}

/** The other side of a pocket: what was given away, used up, let go, or is on its way to another account. */
export function counterpart(kind: 'issued' | 'breakage' | 'transfer', unit: string): string
export function counterpart(kind: 'used', unit: string, category: string): string
export function counterpart(kind: string, unit: string, category = ''): string {
  if (kind === 'used') return isCurrency(unit) ? `revenue:${category}` : `used:${unitName(unit)}`
  return `${kind}:${unitName(unit)}`
}

/** Pieces taken out of pockets. */
export function takenPostings(move: PocketMove): LedgerTransaction {
  return posted(move, 1n)
}

/** Pieces put into pockets. */
export function filledPostings(move: PocketMove): LedgerTransaction {
  return posted(move, -1n)
}

function posted(
  { account, against, pieces, pockets, tax = null, ...rest }: PocketMove,
  sign: 1n | -1n
): LedgerTransaction {
  const known = new Map(pockets.map(pocket => [pocket.id, pocket]))
  const sums = new Map<string, bigint>()
  const postings: Posting[] = pieces.map(({ amount, pocket: id }) => {
    const pocket = known.get(id)
    if (pocket === undefined) throw new RangeError(`${rest.key} moves the pocket ${id}, which is not there`)
    sums.set(pocket.unit, (sums.get(pocket.unit) ?? 0n) + amount)
    return { ledgerAccount: pocketLedgerAccount(account.number, pocket), unit: pocket.unit, amount: sign * amount }
  })
  for (const [unit, amount] of sums) {
    const { net, taxes } = partedGross(amount, tax)
    const others = taxes.map(each => ({ ledgerAccount: `tax:${each.tax}`, unit, amount: -sign * each.amount }))
    postings.push({ ledgerAccount: against, unit, amount: -sign * net }, ...others)
  }
  return { ...rest, account: account.id, postings }
}
