// Every period of every standing charge, cut where its quantity or price changes.
import { cutPeriod, prorate, type TargetCharge } from '@farthing/billing-core'
import type { CutPeriod } from '@farthing/billing-core'
import {
  addDays,
  compareDates,
  dateText,
  earlierDate,
  END_OF_TIME,
  formatAmount,
  intersect
} from '@farthing/billing-core/values'
import { type Explanation, formatDecimal, type Interval, laterDate, type Step } from '@farthing/billing-core/values'
import type { AccountChargeInput, AccountChargeType, RulePiece } from '../charge-type.ts'
import { daysByPrice, type DayPrice, suspendedPrice } from '../suspended-prices.ts'
import { standingChargesOf, type StandingCharge, type StandingTerm } from './standing-charge.ts'
import type { StandingDeeds, StandingWords } from './standing-fields.ts'
import type { StandingPrice } from './standing-statement.ts'

type Input = AccountChargeInput<StandingPrice>

export function standingType({ code, plugin }: StandingWords, deeds: StandingDeeds): AccountChargeType<StandingPrice> {
  return {
    code,
    per: 'account',
    statement: `${plugin}.charge`,
    ledger: 'revenue',
    targets: input =>
      standingChargesOf(input.history, deeds).flatMap(charge =>
        Array.from(duePieces(charge, input), piece => targetOf(code, charge, { piece, input }))
      )
  }
}

interface DuePiece {
  readonly period: CutPeriod
  /** Days of the period with one quantity and price. */
  readonly days: Interval
  readonly term: StandingTerm
  /** Of one. */
  readonly price: DayPrice
  /** The rules that price it: those of the first day of the period that is charged. */
  readonly priced: RulePiece<StandingPrice>
  /** Which of the period: 1, 2 ... */
  readonly part: number
}

function* duePieces(charge: StandingCharge, input: Input): Generator<DuePiece> {
  const versions = input.pieces.filter(({ value }) => value.name === charge.charge)
  const end = charge.until ?? END_OF_TIME
  let day = firstDay(charge, versions, input)
  while (compareDates(day, end) < 0) {
    const priced = versionAt(versions, day)
    if (priced === undefined) return
    const period = cutPeriod(input.alignments, priced.value.length, day)
    const until = earlierDate(period.days.until, end)
    const pieces = heldDays(charge, { from: day, until })
    const begun = laterDate(period.days.from, charge.from)
    const begins = charge.held === undefined ? begun : (pieces[0]?.from ?? begun)
    let part = 0
    for (const { term, price, ...days } of pieces.flatMap(each => pricedDays(charge, priced.value, each))) {
      // a period that has begun is charged whole: what is told ahead of its later days changes them, and never takes them away
      const due = priced.value.due === 'in advance' ? begins : days.until
      if (compareDates(due, input.through) > 0) return
      part += 1
      if (price.amount !== 0n) yield { period, days, term, price, priced, part }
    }
    day = period.days.until
  }
}

/** Skips periods that ended before the look-back, unless versions cut periods in different ways. */
function firstDay(
  { from }: StandingCharge,
  versions: readonly RulePiece<StandingPrice>[],
  { alignments, since }: Input
): Temporal.PlainDate {
  const [first, ...others] = versions.map(({ value }) => value.length)
  const isOne = others.every(({ count, unit }) => count === first?.count && unit === first.unit)
  const before = addDays(since, -1)
  if (first === undefined || !isOne || compareDates(before, from) <= 0) return from
  return laterDate(cutPeriod(alignments, first, before).days.from, from)
}

/** Where the rules of the day have it no more, the last that had it: who has a charge keeps it. */
function versionAt(
  versions: readonly RulePiece<StandingPrice>[],
  day: Temporal.PlainDate
): RulePiece<StandingPrice> | undefined {
  return versions
    .filter(({ from }) => compareDates(from, day) <= 0)
    .toSorted((a, b) => compareDates(a.from, b.from))
    .at(-1)
}

function termDays({ terms }: StandingCharge, { from, until }: Interval): (Interval & { term: StandingTerm })[] {
  return terms.flatMap((term, index) => {
    const days = {
      from: laterDate(term.from, from),
      until: earlierDate(terms[index + 1]?.from ?? END_OF_TIME, until)
    }
    return compareDates(days.from, days.until) < 0 ? [{ ...days, term }] : []
  })
}

/** Those of its terms on which the account has it. */
function heldDays(charge: StandingCharge, days: Interval): (Interval & { term: StandingTerm })[] {
  const { held } = charge
  const all = termDays(charge, days)
  if (held === undefined) return all
  return all.flatMap(each => held.flatMap(stretch => withTerm(intersect(each, stretch), each.term)))
}

function withTerm(days: Interval | null, term: StandingTerm): (Interval & { term: StandingTerm })[] {
  return days === null ? [] : [{ ...days, term }]
}

/** Cut where a suspension has a price of its own. */
function pricedDays(
  { segments = [] }: StandingCharge,
  { price, suspended }: StandingPrice,
  { from, term, until }: Interval & { term: StandingTerm }
): (Interval & { term: StandingTerm; price: DayPrice })[] {
  const usual: DayPrice = { amount: term.price ?? price, why: null }
  if (suspended === undefined) return [{ from, until, term, price: usual }]
  const cuts = segments.map(segment => segment.from)
  const priceOn = (day: Temporal.PlainDate): DayPrice => suspendedPrice(suspended, usual, segments, day)
  return daysByPrice({ from, until }, cuts, priceOn).map(({ amount, why, ...days }) => {
    return { ...days, term, price: { amount, why } }
  })
}

function targetOf(
  code: string,
  charge: StandingCharge,
  { input, piece }: { readonly input: Input; readonly piece: DuePiece }
): TargetCharge {
  const { days, part, period, price, priced, term } = piece
  const { value, version } = priced
  const { exact, step } = prorate(price.amount * BigInt(term.quantity), days, period.full, {
    mode: 'by day',
    zone: input.account.zone
  })
  const held = `${dateText(period.days.from)}..${dateText(period.days.until)}`
  return {
    key: `${code}:${charge.ids.at(-1)}:${held}${part === 1 ? '' : `:${part}`}`,
    type: code,
    subscription: charge.subscription,
    series: `${charge.subscription ?? 'account'} ${charge.name}`,
    ledger: 'revenue',
    category: value.category,
    ...days,
    ...(value.due === 'in arrears' && { taxPoint: addDays(days.until, -1) }),
    periodUntil: period.days.until,
    quantity: String(term.quantity),
    exact,
    description: value.title,
    explanation: explain(piece, input, { exact, step }),
    version
  }
}

function explain(
  { days, period: { full }, price: { amount: price, why }, priced, term }: DuePiece,
  { currency }: Input,
  { exact, step }: { readonly exact: bigint; readonly step: Step }
): Explanation {
  const { at, value, version } = priced
  const quantity = String(term.quantity)
  const each = term.quantity === 1 ? formatAmount(price, currency) : `${quantity} x ${formatAmount(price, currency)}`
  const said = why === null ? `${each}${term.price === null ? '' : ', as agreed'}` : `${each} ${why}`
  const all = formatDecimal(price * BigInt(term.quantity), 6)
  return {
    rule: at,
    version,
    inputs: {
      charge: value.name,
      price: `${formatDecimal(price, 6)} ${currency}`,
      quantity,
      due: value.due,
      period: `${dateText(full.from)}..${dateText(full.until)}`,
      days: `${dateText(days.from)}..${dateText(days.until)}`
    },
    steps: [
      {
        step: 'quantity',
        detail: [`${quantity} x ${value.title}`, ...(why === null ? [] : [why])].join(' '),
        result: all,
        said
      },
      step
    ],
    amount: formatDecimal(exact, 6),
    currency
  }
}
