// What was taken out of pockets, account by account whose they are: a group's are on its owner's books.
import { type LedgerTransaction, type Piece, takenPostings, type TaxTreatment } from '@farthing/billing-core'
import { localDay } from '@farthing/billing-core/values'
import type { PocketRow } from './pocket-book.ts'

export interface Taking {
  /** Known by it in the books of each owner. */
  readonly key: string
  readonly description: string
  /** The ledger account on the other side. */
  readonly against: string
  readonly tax?: TaxTreatment
  readonly at: Temporal.Instant
}

export function takenByOwner(
  pockets: readonly PocketRow[],
  pieces: readonly Piece[],
  { at, ...taking }: Taking
): LedgerTransaction[] {
  const taken = new Set(pieces.map(({ pocket }) => pocket))
  const owners = Map.groupBy(
    pockets.filter(({ id }) => taken.has(id)),
    ({ account }) => account
  )
  return Array.from(owners, ([id, owned]) => {
    const account = { id, number: owned[0]?.accountNumber ?? '' }
    const mine = new Set(owned.map(each => each.id))
    const date = localDay(at.epochMilliseconds, owned[0]?.zone ?? 'UTC')
    return takenPostings({
      ...taking,
      date,
      account,
      pockets: owned,
      pieces: pieces.filter(each => mine.has(each.pocket))
    })
  })
}
