// The charges of one key, as one line of the invoice: what discounts take off, one after the other.
import {
  compareDates,
  containsDate,
  type CycleCharge,
  cycleCharges,
  daysIn,
  divide,
  intersect,
  laterDate,
  sameDate
} from '@farthing/plugin-sdk'
import type { AccountChargeInput, Interval, OpenInterval } from '@farthing/plugin-sdk'

/** Days of a charge, and what is left on them next to other days of it. */
interface LeftOnDays extends Interval {
  readonly weight: bigint
  /** Ids of the grants that took something off. */
  readonly takenBy: readonly string[]
  /** That of them which stands alone: no other takes anything off. */
  readonly closedBy: string | null
}

/** A discount, for what it may take off. */
export interface Taker {
  /** Of its grant. */
  readonly id: string
  readonly days: OpenInterval
  readonly alone: boolean
}

export interface DiscountedCharge extends CycleCharge {
  readonly taxPoint: Temporal.PlainDate
  /** What discounts have left of it so far, micro, rounded. */
  left: bigint
  /** On which of its days that is, in order. */
  shares: readonly LeftOnDays[]
}

/** What is charged of cycles that the bill sees whole, bonds and credits aside. */
export function discountedCharges(
  input: Pick<AccountChargeInput, 'alignments' | 'charged' | 'roundingOf' | 'since'>
): DiscountedCharge[] {
  return cycleCharges(input)
    .filter(({ amount, cycle }) => amount > 0n && compareDates(cycle.until, input.since) > 0)
    .map(charge => ({
      ...{ ...charge, taxPoint: taxPointOf(charge), left: charge.amount },
      shares: charge.parts.map(({ exact, from, until }) => {
        return { from, until, weight: exact * FINE, takenBy: [], closedBy: null }
      })
    }))
}

/** Weights are cut by days again and again. */
const FINE = 10n ** 12n

/** How much of what is left falls on days of the discount that are open to it; micro, not rounded. */
export function leftOn({ left, shares }: DiscountedCharge, taker: Taker): bigint {
  const all = sumOf(shares)
  const held = sumOf(shares.flatMap(share => (isOpen(share, taker) ? cut(share, taker.days).held : [])))
  return all <= 0n || held <= 0n ? 0n : divide(left * held, all, 'down')
}

/** Off what is left on days of the discount, each of them alike. `left`: as `leftOn` says. */
export function takeOff(
  charge: DiscountedCharge,
  taker: Taker,
  { amount, left: on }: { readonly amount: bigint; readonly left: bigint }
): void {
  const stays = on > amount ? on - amount : 0n
  charge.shares = charge.shares.flatMap(share => {
    if (!isOpen(share, taker)) return [share]
    const { held, others } = cut(share, taker.days)
    const taken = held.map(each => ({ ...each, weight: (each.weight * stays) / on, ...takenFrom(each, taker) }))
    return [...taken, ...others]
  })
  charge.left -= amount
}

/** Those of the charge's days that are open to the discount, apart from each other; none of a charge without days. */
export function heldOf({ days, shares }: DiscountedCharge, taker: Taker): Interval[] {
  const held = shares.filter(share => intersect(share, taker.days) !== null)
  if (held.every(share => isOpen(share, taker))) {
    const all = intersect(days, taker.days)
    return all === null ? [] : [all]
  }
  const open = held.flatMap(share => (isOpen(share, taker) ? (intersect(share, taker.days) ?? []) : []))
  const found: Interval[] = []
  for (const { from, until } of open.toSorted((a, b) => compareDates(a.from, b.from))) {
    const last = found.at(-1)
    if (last !== undefined && compareDates(from, last.until) <= 0)
      found[found.length - 1] = { from: last.from, until: laterDate(last.until, until) }
    else found.push({ from, until })
  }
  return found
}

function isOpen({ closedBy, takenBy }: LeftOnDays, { alone, id }: Taker): boolean {
  if (closedBy !== null && closedBy !== id) return false
  return !alone || takenBy.every(other => other === id)
}

function takenFrom({ closedBy, takenBy }: LeftOnDays, { alone, id }: Taker): Pick<LeftOnDays, 'closedBy' | 'takenBy'> {
  return { takenBy: takenBy.includes(id) ? takenBy : [...takenBy, id], closedBy: alone ? id : closedBy }
}

function sumOf(shares: readonly LeftOnDays[]): bigint {
  return shares.reduce((sum, { weight }) => sum + weight, 0n)
}

/** Of one without days, its first day decides. */
function cut(share: LeftOnDays, days: OpenInterval): { readonly held: LeftOnDays[]; readonly others: LeftOnDays[] } {
  if (sameDate(share.from, share.until))
    return containsDate(days, share.from) ? { held: [share], others: [] } : { held: [], others: [share] }
  const both = intersect(share, days)
  if (both === null) return { held: [], others: [share] }
  const part = ({ from, until }: Interval): LeftOnDays => {
    const count = BigInt(daysIn({ from, until }))
    return { ...share, from, until, weight: (share.weight * count) / BigInt(daysIn(share)) }
  }
  const others = [
    { from: share.from, until: both.from },
    { from: both.until, until: share.until }
  ]
  return { held: [part(both)], others: others.filter(each => !sameDate(each.from, each.until)).map(part) }
}

function taxPointOf({ days, parts }: CycleCharge): Temporal.PlainDate {
  const told = parts.flatMap(({ taxPoint }) => taxPoint ?? [])
  return told.length === 0 ? days.from : told.reduce(laterDate)
}
