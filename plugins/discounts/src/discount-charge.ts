// What discounts take off: a charge for each charge that is discounted, so that tax falls on what is left and corrections follow.
import {
  cutPeriod,
  CYCLE,
  dateText,
  daysIn,
  DISCOUNTED,
  divide,
  formatAmount,
  formatDecimal,
  intersect,
  MICRO,
  roundTo,
  split
} from '@farthing/plugin-sdk'
import type {
  AccountChargeInput,
  AccountChargeType,
  Interval,
  Rounding,
  Step,
  TargetCharge
} from '@farthing/plugin-sdk'
import { type DiscountedCharge, discountedCharges, heldOf, leftOn, type Taker, takeOff } from './discounted-charge.ts'
import { type Discount, discountStatement } from './discount-statement.ts'
import { type HeldDiscount, heldDiscounts } from './held-discounts.ts'
import { sharedDays } from './shared-days.ts'

export const discountCharge: AccountChargeType<Discount> = {
  code: 'discount',
  per: 'account',
  stage: 'discounts',
  statement: discountStatement.id,
  ledger: 'revenue',
  targets(input) {
    const held = heldDiscounts(input)
    if (held.length === 0) return []
    const charges = discountedCharges({ ...input, charged: withinReach(held, input.charged) })
    const taken = new Map<string, bigint>()
    return held.flatMap(discount => takenOff(discount, charges, { ...input, taken }))
  }
}

/** Most subscriptions of a customer with a discount have none. */
function withinReach(held: readonly HeldDiscount[], charged: readonly TargetCharge[]): readonly TargetCharge[] {
  const whose = new Set(held.map(({ grant }) => grant.subscription))
  return whose.has(null) ? charged : charged.filter(({ subscription }) => whose.has(subscription))
}

interface Discounting extends AccountChargeInput {
  /** By grant and cycle, micro: one may hold several times in a cycle, on other days or other terms. */
  readonly taken: Map<string, bigint>
}

function takenOff(held: HeldDiscount, charges: readonly DiscountedCharge[], input: Discounting): TargetCharge[] {
  const open = charges.filter(charge => isOf(charge, held))
  const cycles = Map.groupBy(open, ({ cycle }) => cycle)
  return [...cycles.values()].flatMap(cycle => takenOffCycle(held, cycle, input))
}

function isOf({ first, left }: DiscountedCharge, { grant, piece: { value } }: HeldDiscount): boolean {
  if (left === 0n || (grant.subscription !== null && grant.subscription !== first.subscription)) return false
  return value.of === null || value.of.includes(first.category) || value.of.includes(first.type)
}

function takerOf({ days, grant, piece }: HeldDiscount): Taker {
  return { id: grant.id, days, alone: piece.value.alone }
}

function takenOffCycle(held: HeldDiscount, charges: readonly DiscountedCharge[], input: Discounting): TargetCharge[] {
  const { off } = held.piece.value
  const taker = takerOf(held)
  const [{ cycle } = { cycle: null }] = charges
  if (cycle === null) return []
  const lefts = charges.map(charge => leftOn(charge, taker))
  const wanted = charges.map((charge, index) => {
    const left = lefts[index] ?? 0n
    const share = off.kind === 'fixed' ? left : divide(left * off.percent, 100n * MICRO, 'half-up')
    const rounded = roundTo(share, roundingOn(shownDays(charge, heldOf(charge, taker)).from, input))
    return rounded > charge.left ? charge.left : rounded
  })
  const all = wanted.reduce((sum, amount) => sum + amount, 0n)
  const limit = limitOf(held, cycle, input)
  const isLimited = limit !== null && limit < all
  const parts = isLimited ? split(limit, wanted, roundingOn(cycle.from, input).step) : wanted
  const cycled = cycleKey(held.grant, cycle)
  return charges.flatMap((charge, index) => {
    const wish = parts[index] ?? 0n
    const amount = wish > charge.left ? charge.left : wish
    if (amount <= 0n) return []
    const left = lefts[index] ?? 0n
    const open = heldOf(charge, taker)
    takeOff(charge, taker, { amount, left })
    input.taken.set(cycled, (input.taken.get(cycled) ?? 0n) + amount)
    return [lineFor(held, charge, { amount, left, open, cycled, limit: isLimited ? limit : null, input })]
  })
}

function cycleKey({ id }: HeldDiscount['grant'], { from, until }: Interval): string {
  return `${id}:${dateText(from)}/${dateText(until)}`
}

/** What it takes off a cycle at the most, rounded; null without a limit. */
function limitOf(held: HeldDiscount, cycle: Interval, input: Discounting): bigint | null {
  const { most } = held.piece.value
  const whole = wholeOf(held, cycle, input)
  if (most === null) return whole
  const left =
    roundTo(shareOf(most, held, cycle), roundingOn(cycle.from, input)) -
    (input.taken.get(cycleKey(held.grant, cycle)) ?? 0n)
  const rest = left > 0n ? left : 0n
  return whole === null || rest < whole ? rest : whole
}

/** Of a subscription that was moved, what falls on the account's days of the cycle. */
function shareOf(most: bigint, { moved }: HeldDiscount, cycle: Interval): bigint {
  const { all, held } = sharedDays(moved, cycle)
  return divide(most * held, all, 'half-up')
}

/** Of an amount its share of the cycle, rounded; null for a percentage. An end cuts it no more after a move than without one. */
function wholeOf(discount: HeldDiscount, cycle: Interval, input: Discounting): bigint | null {
  const { days, moved, piece } = discount
  const { off } = piece.value
  if (off.kind === 'percent') return null
  const { full } = cutPeriod(input.alignments, CYCLE, cycle.from)
  const both = intersect(cycle, days)
  if (both === null) return 0n
  const { all, held } = sharedDays(moved, both)
  const exact = divide(off.amount * BigInt(daysIn(both)) * held, BigInt(daysIn(full)) * all, 'half-up')
  return roundTo(exact, roundingOn(cycle.from, input))
}

function shownDays({ days }: DiscountedCharge, open: readonly Interval[]): Interval {
  return { from: open[0]?.from ?? days.from, until: open.at(-1)?.until ?? days.until }
}

/** What was agreed to on older terms is rounded as everything is on the day. */
function roundingOn(day: Temporal.PlainDate, { roundingOf, versionAt }: AccountChargeInput): Rounding {
  return roundingOf(versionAt(day))
}

interface TakenOffLine {
  readonly amount: bigint
  /** What the discounts before had left of the charge on its days: `leftOn` before it was taken off. */
  readonly left: bigint
  /** `heldOf` before it was taken off. */
  readonly open: readonly Interval[]
  /** `cycleKey` */
  readonly cycled: string
  readonly limit: bigint | null
  readonly input: AccountChargeInput
}

function lineFor({ grant, piece }: HeldDiscount, charge: DiscountedCharge, line: TakenOffLine): TargetCharge {
  const { at, value, version } = piece
  const { cycle, first, taxPoint } = charge
  const { currency } = line.input
  const amount = formatDecimal(-line.amount, 6)
  const shown = shownDays(charge, line.open)
  return {
    key: `discount:${line.cycled}:${first.key}`,
    type: 'discount',
    subscription: first.subscription,
    // what shares out an amount is one with itself; a percentage follows the charge that it is of
    series: value.off.kind === 'fixed' || value.most !== null ? grant.id : `${grant.id} ${first.type} ${first.series}`,
    ledger: 'revenue',
    category: first.category,
    from: shown.from,
    until: shown.until,
    periodUntil: cycle.until,
    taxPoint,
    quantity: '1',
    exact: -line.amount,
    description: value.off.kind === 'fixed' ? value.title : `${value.title}: ${first.description}`,
    explanation: {
      rule: at,
      version,
      inputs: { discount: value.name, granted: grant.from.toString(), [DISCOUNTED]: first.key },
      steps: stepsOf(piece.value, charge, line),
      amount,
      currency
    },
    // what is shared out over a cycle is cut into coins of its first day
    version: line.input.versionAt(line.limit === null ? shown.from : cycle.from)
  }
}

function stepsOf(
  { off }: Discount,
  charge: DiscountedCharge,
  { amount, input, left, limit, open }: TakenOffLine
): Step[] {
  const { currency } = input
  const of = formatAmount(roundTo(left, roundingOn(shownDays(charge, open).from, input)), currency)
  const what =
    off.kind === 'percent'
      ? `${formatDecimal(off.percent, 6).replace(/\.?0+$/, '')}%`
      : `${formatAmount(off.amount, currency)} per cycle`
  const steps: Step[] = [
    { step: 'discount', detail: `${what} off ${of}`, result: formatDecimal(-amount, 6), said: `${what} off ${of}` }
  ]
  const held = open.reduce((sum, each) => sum + daysIn(each), 0)
  const ofDays = `${held} of ${daysIn(charge.days)} days`
  if (held > 0 && held < daysIn(charge.days))
    steps.unshift({ step: 'proration', detail: ofDays, result: formatDecimal(left, 6), said: ofDays })
  if (limit !== null) {
    const share = `its share of ${formatAmount(limit, currency)} for the cycle`
    steps.push({ step: 'maximum', detail: share, result: formatDecimal(-amount, 6), said: share })
  }
  return steps
}
