// Exact prices as integers over one denominator, so that they are rounded once, when all are added up.
import type { PriceForm, PriceStepForm, RateForm } from './tariff-form.ts'

/** Percentages are millionths of one percent. */
const WHOLE_PERCENT = 100_000_000n

/** `micro` per tick, or per micro of a value, over a common denominator; zero for prices that do not count alike. */
export function numeratorOver(denominator: bigint, { price }: RateForm): bigint {
  if (price.kind === 'percent') return percentNumerator(denominator, price.micro, 1n)
  return price.kind === 'rate' ? (price.micro * denominator) / price.per : 0n
}

/** Least denominator over which every price of the zone has integer numerators. */
export function commonDenominator(rates: readonly (RateForm | undefined)[]): bigint {
  let common = 1n
  for (const rate of rates) {
    for (const own of rate === undefined ? [] : denominatorsOf(rate.price)) common = (common / gcd(common, own)) * own
  }
  return common
}

function denominatorsOf(price: PriceForm): readonly bigint[] {
  if (price.kind === 'rate') return [price.per / gcd(price.micro, price.per)]
  if (price.kind === 'steps') return price.steps.map(({ micro, per }) => per / gcd(micro, per))
  return price.kind === 'percent' ? [WHOLE_PERCENT / gcd(price.micro, WHOLE_PERCENT)] : []
}

/** A part of an event: billed ticks from its start, half-open. */
export interface TickSpan {
  readonly from: number
  readonly until: number
}

/** What a part of an event costs by its ticks, times the denominator. */
export function spanNumerator(denominator: bigint, rate: RateForm, { from, until }: TickSpan): bigint {
  if (rate.price.kind === 'steps') {
    return rate.price.steps.reduce((sum, step) => sum + stepNumerator(denominator, step, { from, until }), 0n)
  }
  return rate.price.kind === 'rate' ? countedTicks(until - from, rate) * numeratorOver(denominator, rate) : 0n
}

/** What a part of an event costs by one of the steps of its price. A flat price is due where its step begins. */
export function stepNumerator(denominator: bigint, step: PriceStepForm, span: TickSpan): bigint {
  const from = BigInt(span.from) > step.from ? BigInt(span.from) : step.from
  const until = step.until !== null && BigInt(span.until) > step.until ? step.until : BigInt(span.until)
  if (until <= from) return 0n
  const flat = BigInt(span.from) <= step.from ? step.flat : 0n
  return flat * denominator + ((until - from) * step.micro * denominator) / step.per
}

/** The part of a value that a percentage takes, times the denominator. */
export function percentNumerator(denominator: bigint, percent: bigint, value: bigint): bigint {
  return (value * percent * denominator) / WHOLE_PERCENT
}

/** Ticks that a price counts: all of them, or up to the next whole 'started' unit. */
export function countedTicks(ticks: number, rate: RateForm): bigint {
  const exact = BigInt(ticks)
  if (rate.price.kind !== 'rate' || !rate.price.started) return exact
  const { per } = rate.price
  return ((exact + per - 1n) / per) * per
}

/** Not negative. */
export function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a < 0n ? -a : a
}
