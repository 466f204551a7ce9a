// Charging one event while it lasts: what it has used is debited, and what it may use next is held.
import { type Counted, coverAhead, coverOf, NO_TICKS, type PriceOf, type Ticks, UNPRICED } from './cover-ticks.ts'
import { type Credit, creditLeft } from './credit.ts'
import type { Piece, Pocket } from './pocket.ts'
import { available, spend } from './spend.ts'

/** One event, all that is known of it so far. */
export interface ChargedEvent {
  /** Ticks. */
  readonly used: number
  /** Parts of money debited for them. */
  readonly paid: bigint
  /** Held for what was granted and not yet reported. */
  readonly held: readonly Piece[]
  /** What pockets of its own unit have paid of it, and hold. */
  readonly covered: Covered
  /** Parts of money that were used and not paid: the bill asks for them. */
  readonly owed: bigint
  /** Of the credit, held for what was granted beyond what pockets hold. */
  readonly promised: bigint
}

export interface Covered {
  /** Parts of money that its ticks were worth, by its price. */
  readonly worth: bigint
  /** Ticks, for what was granted and not yet reported. */
  readonly held: readonly Piece[]
  /** Parts of money that what is held is worth at most. */
  readonly ahead: bigint
  /** Ticks that were looked at; of those after them, up to what was used, nothing can be said yet. */
  readonly upTo: number
}

/** Of an event that no pocket of its unit has paid anything of. */
export const NOTHING_COVERED: Covered = { worth: 0n, held: [], ahead: 0n, upTo: 0 }

/** Who pays: pockets of the unit that is used, then those of money, then the bill as far as the credit goes. */
export interface Payers {
  readonly at: Temporal.Instant
  /** Of money. */
  readonly pockets: readonly Pocket[]
  readonly ticks?: Ticks
  /** With what the event owes and was promised. */
  readonly credit: Credit
}

export interface ChargeRequest {
  /** Ticks used since the last request. */
  readonly used: number
  /** Ticks that the event would like to use next; 0: none. */
  readonly wanted: number
  /** Ticks that are granted together: 1000 where whole seconds are granted. */
  readonly step: number
}

export interface ChargeStep {
  readonly event: ChargedEvent
  /** Money debited by this step. */
  readonly taken: readonly Piece[]
  /** Ticks debited by this step. */
  readonly takenTicks: readonly Piece[]
  /** Ticks that may be used next, at most those wanted. */
  readonly granted: number
  /** The balance ends: no more can be granted after this. */
  readonly final: boolean
  /** What was used without a grant, and neither pockets nor credit hold: on the bill all the same. */
  readonly unpaid: bigint
  /** As they are after it, of money and of ticks. */
  readonly pockets: readonly Pocket[]
  readonly credit: Credit
}

/**
 * Debits what was used out of pockets of its unit, then of money, of each out of what was held for it and then out of what is free, and leaves the rest to the bill; holds the price
 * of as much of what is wanted as pockets and credit afford, to the tick. What is owed is paid as soon as pockets can. Prices are differences of the whole event's, so its setup, increments and bands are
 * those of one event however often it reports.
 */
export function chargeStep(event: ChargedEvent, request: ChargeRequest, payers: Payers, price: PriceOf): ChargeStep {
  const { at, credit, ticks = NO_TICKS } = payers
  const used = event.used + request.used
  const ticksSpent = spendTicks(event, used, payers, price)
  const covered = event.covered.worth + ticksSpent.worth
  const due = larger(price(used) - event.paid - covered, 0n)
  const { pockets: after, taken } = take(payers.pockets, event.held, due, at)
  const [paid, owed] = [event.paid + sum(taken), due - sum(taken)]
  const others = { ...credit, owed: credit.owed - event.owed, held: credit.held - event.promised }
  const [free, onBill] = [available(after, at), creditLeft(others)]
  const cover = coverAhead(
    { from: ticksSpent.upTo, to: used + request.wanted },
    available(ticksSpent.pockets, at),
    ticks,
    price
  )
  const inMoney: PriceOf = to => price(to) - cover(to).worth
  const budget = onBill === null ? UNPRICED - 1n : paid + covered + free + onBill
  const granted = affordable({ used, budget }, request, inMoney)
  const ahead = cover(used + granted)
  const needed = granted === 0 ? 0n : larger(inMoney(used + granted) - paid - covered - owed, 0n)
  const held = piecesOf(after, smaller(needed, free), at)
  const promised = needed - sum(held)
  const heldTicks = piecesOf(ticksSpent.pockets, ahead.ticks, at)
  return {
    event: {
      used,
      paid,
      held,
      owed,
      promised,
      covered: { worth: covered, held: heldTicks, ahead: ahead.worth, upTo: ticksSpent.upTo }
    },
    ...{ taken, takenTicks: ticksSpent.taken, granted },
    final: granted < request.wanted,
    unpaid: onBill === null ? 0n : larger(owed - onBill, 0n),
    pockets: [...moved(after, held, RESERVED), ...moved(ticksSpent.pockets, heldTicks, RESERVED)],
    credit: { ...others, owed: others.owed + owed, held: others.held + promised }
  }
}

interface Taken {
  readonly taken: readonly Piece[]
  readonly pockets: readonly Pocket[]
}

/** What was used, as far as pockets of its unit go. */
function spendTicks(
  { covered: { held, upTo: from } }: ChargedEvent,
  to: number,
  { at, ticks = NO_TICKS }: Payers,
  price: PriceOf
): Taken & Pick<Counted, 'upTo' | 'worth'> {
  const { pockets } = ticks
  const there = sum(held) + available(pockets, at)
  const cover = coverOf({ from, to }, there, ticks, price)
  return { worth: cover.worth, upTo: cover.upTo, ...take(pockets, held, cover.ticks, at) }
}

const RESERVED = { balance: 0n, reserved: 1n }
const RELEASED = { balance: 0n, reserved: -1n }
const DEBITED = { balance: -1n, reserved: 0n }

/** As much of an amount as there is, out of what was held for it and then out of what is free; what is not needed of what was held is free again. */
function take(pockets: readonly Pocket[], held: readonly Piece[], amount: bigint, at: Temporal.Instant): Taken {
  if (amount === 0n && held.length === 0) return { taken: [], pockets }
  const fromHeld = firstOf(held, amount)
  const open = moved(moved(pockets, held, RELEASED), fromHeld, DEBITED)
  const fromFree = piecesOf(open, smaller(amount - sum(fromHeld), available(open, at)), at)
  return { taken: joined([...fromHeld, ...fromFree]), pockets: moved(open, fromFree, DEBITED) }
}

/** The most steps of ticks, not more than wanted, whose price the budget holds. */
function affordable(
  { budget, used }: { readonly budget: bigint; readonly used: number },
  { step, wanted }: ChargeRequest,
  price: PriceOf
): number {
  const fits = (ticks: number): boolean => price(used + ticks) <= budget
  if (wanted === 0 || fits(wanted)) return wanted
  let [enough, tooMany] = [0, Math.ceil(wanted / step)]
  while (tooMany - enough > 1) {
    const middle = enough + Math.floor((tooMany - enough) / 2)
    if (fits(middle * step)) enough = middle
    else tooMany = middle
  }
  return enough * step
}

function piecesOf(pockets: readonly Pocket[], amount: bigint, at: Temporal.Instant): readonly Piece[] {
  if (amount === 0n) return []
  const spent = spend(pockets, amount, at)
  if (!spent.ok) throw new Error(`${amount} was afforded, and ${spent.available} is there`)
  return spent.pieces
}

function firstOf(pieces: readonly Piece[], amount: bigint): Piece[] {
  let missing = amount
  return pieces.flatMap(({ amount: has, pocket }) => {
    const part = smaller(has, missing)
    missing -= part
    return part > 0n ? [{ pocket, amount: part }] : []
  })
}

function moved(
  pockets: readonly Pocket[],
  pieces: readonly Piece[],
  by: { readonly balance: bigint; readonly reserved: bigint }
): readonly Pocket[] {
  if (pieces.length === 0) return pockets
  return pockets.map(pocket => {
    const amount = pieces.find(piece => piece.pocket === pocket.id)?.amount ?? 0n
    if (amount === 0n) return pocket
    const { balance, reserved } = pocket
    return { ...pocket, balance: balance + amount * by.balance, reserved: reserved + amount * by.reserved }
  })
}

/** One piece a pocket. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length < 2) return pieces
  const sums = new Map<string, bigint>()
  for (const { amount, pocket } of pieces) sums.set(pocket, (sums.get(pocket) ?? 0n) + amount)
  return [...sums].map(([pocket, amount]) => ({ pocket, amount }))
}

const sum = (pieces: readonly Piece[]): bigint => pieces.reduce((total, { amount }) => total + amount, 0n)
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
