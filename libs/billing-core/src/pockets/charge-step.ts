// Charging one event while it lasts: what it has used is debited, and what it may use next is held.
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
}

export interface ChargeRequest {
  /** Ticks used since the last request. */
  readonly used: number
  /** Ticks that the event would like to use next; 0: none. */
  readonly wanted: number
  /** Ticks that are granted together: 1000 where whole seconds are granted. */
  readonly step: number
}

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
  /** What was used without a grant, and the pockets could not pay. */
  readonly unpaid: bigint
  /** As they are after it. */
  readonly pockets: readonly Pocket[]
}

/**
 * Debits what was used out of what was held for it, then out of what is free; holds the price of as much of what is wanted
 * as the rest affords, to the tick. Prices are differences of the whole event's, so its setup, increments and bands are
 * those of one event however often it reports.
 */
export function chargeStep(
  event: ChargedEvent,
  request: ChargeRequest,
  { at, pockets }: { readonly at: Temporal.Instant; readonly pockets: readonly Pocket[] },
  price: PriceOf
): ChargeStep {
  const used = event.used + request.used
  const due = larger(price(used) - event.paid, 0n)
  const fromHeld = firstOf(event.held, due)
  const rest = due - sum(fromHeld)
  const open = moved(moved(pockets, event.held, { balance: 0n, reserved: -1n }), fromHeld, {
    balance: -1n,
    reserved: 0n
  })
  const spendable = available(open, at)
  const fromFree = piecesOf(open, smaller(rest, spendable), at)
  const taken = joined([...fromHeld, ...fromFree])
  const after = moved(open, fromFree, { balance: -1n, reserved: 0n })
  const [paid, unpaid] = [event.paid + sum(taken), rest - sum(fromFree)]
  const budget = paid + (unpaid > 0n ? 0n : available(after, at))
  const granted = affordable({ used, budget }, request, price)
  const held = granted === 0 ? [] : piecesOf(after, larger(price(used + granted) - paid, 0n), at)
  return {
    event: { used, paid, held },
    taken,
    granted,
    final: granted < request.wanted,
    unpaid,
    pockets: moved(after, held, { balance: 0n, reserved: 1n })
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
