// Whose use a pocket pays: its account's or subscription's, or that of who is in its group on the day.
import { localDay } from '@farthing/billing-core/values'
import type { PocketRow } from './pocket-book.ts'

export interface Spender {
  readonly account: string
  /** Null: the account itself. */
  readonly subscription: string | null
  /** When the use began; epoch milliseconds. */
  readonly at: number
}

export function paysFor(pocket: PocketRow, { account, at, subscription }: Spender): boolean {
  const whose = (of: string | null): boolean => of === null || of === subscription
  if (pocket.group === null) return pocket.account === account && whose(pocket.subscription)
  return pocket.members.some(({ from, until, zone, ...member }) => {
    if (member.account !== account || !whose(member.subscription)) return false
    const day = localDay(at, zone).toString()
    return from <= day && (until === null || day < until)
  })
}
