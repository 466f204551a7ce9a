// Charging one event while it lasts: what it has used is debited, and what it may use next is held.
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
  /** Parts of money that were used and not paid: the bill asks for them. */
  readonly owed: bigint
  /** Of the credit, held for what was granted beyond what pockets hold. */
  readonly promised: bigint
}

/** Who pays: pockets first, then the bill as far as the credit goes. */
export interface Payers {
  readonly at: Temporal.Instant
  readonly pockets: readonly Pocket[]
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

/** Beyond it nobody can say a price: such ticks are granted to nobody. */
export const UNPRICED = 2n ** 63n - 1n

/** Micro that the first so many ticks of the event cost, all in all. More ticks never cost less. */
export type PriceOf = (ticks: number) => bigint

export interface ChargeStep {
  readonly event: ChargedEvent
  /** Debited by this step. */
  readonly taken: readonly Piece[]
  /** Ticks that may be used next, at most those wanted. */
  readonly granted: number
  /** The balance ends: no more can be granted after this. */
  readonly final: boolean
  /** What was used without a grant, and neither pockets nor credit hold: on the bill all the same. */
  readonly unpaid: bigint
  /** As they are after it. */
  readonly pockets: readonly Pocket[]
  readonly credit: Credit
}

/**
 * Debits what was used out of what was held for it, then out of what is free, and leaves the rest to the bill; holds the price
 * of as much of what is wanted as pockets and credit afford, to the tick. What is owed is paid as soon as pockets can. Prices are differences of the whole event's, so its setup, increments and bands are
 * those of one event however often it reports.
 */
export function chargeStep(
  event: ChargedEvent,
  request: ChargeRequest,
  { at, credit, pockets }: Payers,
  price: PriceOf
): ChargeStep {
  const used = event.used + request.used
  const due = larger(price(used) - event.paid, 0n)
  const fromHeld = firstOf(event.held, due)
  const open = moved(moved(pockets, event.held, { balance: 0n, reserved: -1n }), fromHeld, {
    balance: -1n,
    reserved: 0n
  })
  const fromFree = piecesOf(open, smaller(due - sum(fromHeld), available(open, at)), at)
  const taken = joined([...fromHeld, ...fromFree])
  const after = moved(open, fromFree, { balance: -1n, reserved: 0n })
  const [paid, owed] = [event.paid + sum(taken), due - sum(taken)]
  const others = { ...credit, owed: credit.owed - event.owed, held: credit.held - event.promised }
  const [free, onBill] = [available(after, at), creditLeft(others)]
  const budget = onBill === null ? UNPRICED - 1n : paid + free + onBill
  const granted = affordable({ used, budget }, request, price)
  const needed = granted === 0 ? 0n : larger(price(used + granted) - paid - owed, 0n)
  const held = piecesOf(after, smaller(needed, free), at)
  const promised = needed - sum(held)
  return {
    event: { used, paid, held, owed, promised },
    taken,
    granted,
    final: granted < request.wanted,
    unpaid: onBill === null ? 0n : larger(owed - onBill, 0n),
    pockets: moved(after, held, { balance: 0n, reserved: 1n }),
    credit: { ...others, owed: others.owed + owed, held: others.held + promised }
  }
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
  const amounts = new Map(pieces.map(({ amount, pocket }) => [pocket, amount]))
  return pockets.map(pocket => {
    const amount = amounts.get(pocket.id) ?? 0n
    if (amount === 0n) return pocket
    const { balance, reserved } = pocket
    return { ...pocket, balance: balance + amount * by.balance, reserved: reserved + amount * by.reserved }
  })
}

/** One piece a pocket. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const sums = new Map<string, bigint>()
  for (const { amount, pocket } of pieces) sums.set(pocket, (sums.get(pocket) ?? 0n) + amount)
  return [...sums].map(([pocket, amount]) => ({ pocket, amount }))
}

const sum = (pieces: readonly Piece[]): bigint => pieces.reduce((total, { amount }) => total + amount, 0n)
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
