// Which lines of which invoices a part of the terms counts, and how much of each.
import { addDays, compareDates, containsDate, daysBetween, divide, intersect, sameDate } from '../values/index.ts'
import type { Interval, OpenInterval } from '../values/index.ts'
import { hull } from '../charging/days.ts'
import type { CommissionedInvoice, CommissionedLine } from './commission-sale.ts'
import { type CountingPart, daysCounted } from './counting-parts.ts'

/** Each with the share of its days on which the part counts it. `parts`: all of its kind that are for the sale. */
export function countedLines(
  part: CountingPart,
  parts: readonly CountingPart[],
  { lines }: CommissionedInvoice
): CommissionedLine[] {
  return lines.flatMap(line => {
    const days = daysCounted(part, line, parts)
    return days === null ? [] : shareOf(line, days)
  })
}

/** By days, counted up from the first, so that the shares of those whose it is one after the other add up to the line. */
function shareOf(line: CommissionedLine, days: OpenInterval): CommissionedLine[] {
  const { from, until } = line
  if (compareDates(until, addDays(from, 1)) <= 0) return containsDate(days, from) ? [line] : []
  const own = intersect(line, days)
  if (own === null) return []
  if (sameDate(own.from, from) && sameDate(own.until, until)) return [line]
  const upTo = (amount: bigint, day: Temporal.PlainDate): bigint =>
    divide(amount * BigInt(daysBetween(from, day)), BigInt(daysBetween(from, until)), 'half-up')
  const part = (amount: bigint): bigint => upTo(amount, own.until) - upTo(amount, own.from)
  return [{ ...line, net: part(line.net), credited: part(line.credited), isPart: true }]
}

/** The lines of an invoice that count. */
export interface CountedOn {
  readonly invoice: CommissionedInvoice
  readonly lines: readonly CommissionedLine[]
}

/**
 * The earliest invoice that charges something which counts, and what later ones made of its charges: lines of the same kind of charge
 * and within the same days. Where they gave all of it back, it is the next that charges something else. Empty: there is none.
 * Those of one day stay in the order in which they are given, that of issue: nothing on them says it, for what is issued together has one instant.
 */
export function firstCharged(
  part: CountingPart,
  parts: readonly CountingPart[],
  invoices: readonly CommissionedInvoice[]
): readonly CountedOn[] {
  const counted = invoices
    .toSorted(compareInvoices)
    .map(invoice => ({ invoice, lines: countedLines(part, parts, invoice) }))
  for (let left = withLines(counted); ; ) {
    const at = left.findIndex(({ lines }) => netOf(lines) > 0n)
    const first = left[at]
    if (first === undefined) return []
    const days = chargedDays(first.lines)
    const isAboutIt = (line: CommissionedLine): boolean => isWithin(line, days.get(kindOf(line)) ?? null)
    const about = withLines(left.slice(at).map(each => ({ ...each, lines: each.lines.filter(isAboutIt) })))
    if (netOf(about.flatMap(({ lines }) => lines)) > 0n) return about
    left = withLines(left.slice(at).map(each => ({ ...each, lines: each.lines.filter(line => !isAboutIt(line)) })))
  }
}

function withLines(counted: readonly CountedOn[]): CountedOn[] {
  return counted.filter(({ lines }) => lines.length > 0)
}

function netOf(lines: readonly CommissionedLine[]): bigint {
  return lines.reduce((sum, { net }) => sum + net, 0n)
}

/** From the first to the last day that each kind of charge is for. */
function chargedDays(lines: readonly CommissionedLine[]): ReadonlyMap<string, Interval | null> {
  const kinds = Map.groupBy(lines, kindOf)
  return new Map([...kinds].map(([kind, own]) => [kind, hull(own)]))
}

/** A discount is one with what it is taken off. */
function kindOf({ discounts, type }: CommissionedLine): string {
  return discounts ?? type
}

function isWithin({ from, until }: CommissionedLine, days: Interval | null): boolean {
  return days !== null && compareDates(from, days.from) >= 0 && compareDates(until, days.until) <= 0
}

function compareInvoices(a: CommissionedInvoice, b: CommissionedInvoice): number {
  return compareDates(a.billDate, b.billDate)
}
