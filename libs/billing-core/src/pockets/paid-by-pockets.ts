// What pockets have paid of a use, and what that comes to once the price of the use is another.
import { pricePaid, type TaxTreatment } from '../taxes/index.ts'
import type { ChargedEvent } from './charge-step.ts'

export interface PaidByPockets {
  /** Micro of the price that was paid, in whatever unit. */
  readonly prepaid: bigint
  /** Null: all of it in money. */
  readonly inUnits: PaidInUnits | null
}

/** What pockets of the use's own unit paid. Micro, without taxes, as of when it was charged. */
export interface PaidInUnits {
  readonly worth: bigint
  /** That the use came to, allowances, offers and caps counted. */
  readonly charged: bigint
  /** That its tariff alone asked. */
  readonly listed: bigint
}

/** What the same use comes to by now. Micro. */
export type PricedNow = Pick<PaidInUnits, 'listed'> & {
  readonly amount: bigint
}

/** `charged` and `listed` are prices, what an event has paid is with taxes. */
export function paidByPockets(
  { covered, paid }: Pick<ChargedEvent, 'covered' | 'paid'>,
  { tax, ...prices }: Omit<PaidInUnits, 'worth'> & { readonly tax: TaxTreatment }
): PaidByPockets {
  const { charged } = prices
  const prepaid = pricePaid(paid + covered.worth, charged, tax)
  if (covered.worth === 0n) return { prepaid, inUnits: null }
  return { prepaid, inUnits: { ...prices, worth: pricePaid(covered.worth, charged, tax) } }
}

/**
 * Micro of today's price that pockets have paid. What units paid for is paid whatever the tariff asks for it by now: their share of the
 * price goes along with it, as far as the use comes to something else. Money that was paid stays that money. Where the tariff asks what it
 * asked, all stays as it was paid: what allowances, tiers and caps move from one use to another is in none of their prices.
 */
export function paidNow({ inUnits, prepaid }: PaidByPockets, now: PricedNow): bigint {
  if (inUnits === null) return prepaid
  const { charged, listed, worth } = inUnits
  if (now.listed === listed || listed === 0n || charged === 0n) return prepaid
  const byTariff = (worth * (now.listed - listed)) / listed
  const share = worth < charged ? worth : charged
  return prepaid + withinMove(byTariff, ((now.amount - charged) * share) / charged)
}

/** As much of a move as another one goes in the same direction. */
function withinMove(move: bigint, other: bigint): bigint {
  if (move > 0n !== other > 0n) return 0n
  if (move > 0n) return move < other ? move : other
  return move > other ? move : other
}
