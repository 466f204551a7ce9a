// Other prices on days of a suspension, as they stand in the braces of statements that charge every period.
import type { PlanSegment } from '@farthing/billing-core'
import { compareDates, containsDate, type Interval } from '@farthing/billing-core/values'
import { defineStatement, type LowerContext, type Match, type Span } from '@farthing/rules-language'

/** Each of a full period: micro, zero for free. */
export interface SuspendedPrices {
  /** Of suspensions of no kind that is named below; null: as on other days. */
  readonly rest: bigint | null
  readonly kinds: readonly { readonly kind: string; readonly amount: bigint }[]
}

const slots = {
  amount: { kind: 'money', optional: true, doc: 'the price of a full period' },
  kinds: {
    kind: 'names',
    refersTo: 'suspension',
    optional: true,
    doc: 'the kinds of suspension; those that no other line names, and suspensions of none, when left out'
  }
} as const

/** `free while suspended`, `at 5.00 while suspended because of debt`. `of`: what it replaces, 'the rent'. */
export function suspendedStatement(id: `${string}.${string}`, block: string, of: string) {
  return defineStatement({
    id,
    in: [block],
    pattern: '(free | at <amount>) while suspended [because of <kinds>]',
    slots,
    doc: `The price for days on which the subscription is suspended, instead of ${of}; never more than the day would cost otherwise. A line that names kinds of suspension holds for those, and one that names none for the rest. Without any, ${of} goes on.`,
    example: 'free while suspended',
    lower: match => ({ ok: true, value: match.slots })
  })
}

type Line = Match<typeof slots>

export interface SuspensionFault {
  readonly line: Line
  readonly at: Span
  /** A price of nothing that does not say free; one that changes nothing; a second one of the same. */
  readonly fault: 'nothing' | 'idle' | 'twice'
  readonly message: string
}

/** What lines of such a statement say beside the prices that they may replace; null: nothing. */
export function suspendedPrices(
  lines: readonly Line[],
  usual: readonly bigint[],
  { micro }: Pick<LowerContext, 'micro'>
): { readonly prices: SuspendedPrices | null; readonly faults: readonly SuspensionFault[] } {
  const amountOf = ({ slots: { amount } }: Line): bigint => (amount === undefined ? 0n : micro(amount))
  const general = lines.find(({ slots: { kinds } }) => kinds === undefined)
  const rest = general === undefined ? null : amountOf(general)
  const kinds = lines.flatMap(line => (line.slots.kinds ?? []).map(kind => ({ kind, amount: amountOf(line) })))
  const faults = lines.flatMap((line, index): SuspensionFault[] => {
    const amount = amountOf(line)
    const instead = line.slots.kinds === undefined ? null : rest
    const fault =
      line.slots.amount !== undefined && amount === 0n
        ? 'nothing'
        : usual.every(price => least(amount, price) === least(instead, price))
          ? 'idle'
          : saysSame(line, lines.slice(0, index))
            ? 'twice'
            : null
    const at = line.slots.amount === undefined ? line : line.slotSpan('amount')
    return fault === null ? [] : [{ line, at, fault, message: MESSAGES[fault] }]
  })
  return { prices: lines.length === 0 ? null : { rest, kinds }, faults }
}

const MESSAGES = {
  nothing: 'this price is nothing: write free',
  idle: 'this price changes nothing: what it would replace costs no more',
  twice: 'there is a price for that suspension above: keep one of them'
} as const

function least(amount: bigint | null, price: bigint): bigint {
  return amount === null || amount > price ? price : amount
}

function saysSame({ slots: { kinds } }: Line, before: readonly Line[]): boolean {
  if (kinds === undefined) return before.some(other => other.slots.kinds === undefined)
  return before.some(other => other.slots.kinds?.some(kind => kinds.includes(kind)))
}

export interface DayPrice {
  /** Of a full period, micro; zero is free. */
  readonly amount: bigint
  /** 'while suspended because of debt'; null for the usual price. */
  readonly why: string | null
}

/** Of a day that costs the usual price where its subscription is not suspended. */
export function suspendedPrice(
  prices: SuspendedPrices | null,
  usual: DayPrice,
  segments: readonly PlanSegment[],
  day: Temporal.PlainDate
): DayPrice {
  if (prices === null) return usual
  const segment = segments.find(each => containsDate(each, day))
  if (segment?.state !== 'suspended') return usual
  const { suspension } = segment
  const named = prices.kinds.find(({ kind }) => kind === suspension)
  const amount = named?.amount ?? prices.rest
  if (amount === null || amount >= usual.amount) return usual
  return { amount, why: named === undefined ? 'while suspended' : `while suspended because of ${named.kind}` }
}

/** In order, without gap; neighbours differ in their price. `cuts`: the days on which it may change, in any order. */
export function daysByPrice(
  { from, until }: Interval,
  cuts: readonly Temporal.PlainDate[],
  priceOn: (day: Temporal.PlainDate) => DayPrice
): (Interval & DayPrice)[] {
  const within = cuts.filter(day => compareDates(from, day) < 0 && compareDates(day, until) < 0)
  const found: (Interval & DayPrice)[] = []
  for (const day of [from, ...within.toSorted(compareDates)]) {
    const [price, last] = [priceOn(day), found.at(-1)]
    if (last?.amount === price.amount && last.why === price.why) continue
    if (last !== undefined) found[found.length - 1] = { ...last, until: day }
    found.push({ from: day, until, ...price })
  }
  return found
}
