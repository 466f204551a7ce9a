// The steps `tiers` of an explanation: what each part of an event costs, band after band.
import { formatAmount, formatPlace, type Step } from '@farthing/billing-core/values'
import type { RatingEvent } from '../rule-set/tariff.ts'
import { bandName, rateOf, ticksText } from './form-words.ts'
import { commonDenominator, percentNumerator, spanNumerator, stepNumerator, type TickSpan } from './price-fractions.ts'
import type { RateForm, TariffForm } from './tariff-form.ts'
import type { Trace } from './trace.ts'

export interface PricedTrace {
  readonly trace: Trace
  /** The rate of the band in which the event starts. */
  readonly start: RateForm | undefined
  readonly event: RatingEvent
}

export function explainPrice(form: TariffForm, priced: PricedTrace): Step[] {
  const { trace, start } = priced
  const steps: Step[] = []
  let until = 0
  trace.pieces.forEach((piece, index) => {
    const from = Math.min(Math.max(until, trace.covered), until + piece.ticks)
    until += piece.ticks
    const rate = rateOf(form, piece.cell)
    if (rate === undefined || (index > 0 && isOnce(rate))) return
    const before = form.week === null ? '' : `${bandName(form, piece.cell)}: `
    const after = rate === start ? '' : ` (${formatPlace(rate.at)})`
    const parts = isOnce(rate) ? onceParts(form, rate, priced) : spanParts(form, rate, { from, until })
    for (const { detail, result } of parts) {
      steps.push({ step: 'tiers', detail: before + detail + after, result, rule: rate.at })
    }
  })
  return steps
}

interface Part {
  readonly detail: string
  readonly result: string
}

/** Does it price the event, and not its parts? */
function isOnce({ price }: RateForm): boolean {
  return price.kind === 'event' || price.kind === 'percent'
}

function onceParts(form: TariffForm, { price }: RateForm, { trace, event }: PricedTrace): Part[] {
  const charged = trace.pieces.reduce((sum, { ticks }) => sum + ticks, 0) > trace.covered
  const amount = (micro: bigint): string => formatAmount(charged ? micro : 0n, form.currency)
  if (price.kind === 'event') return [{ detail: 'once per event', result: amount(price.micro) }]
  if (price.kind !== 'percent') return []
  const value = BigInt(event.value ?? 0)
  const result = amount(rounded(percentNumerator(1_000_000n, price.micro, value), 1_000_000n))
  return [{ detail: `${price.text}, which is ${formatAmount(value, form.currency)}`, result }]
}

function spanParts(form: TariffForm, rate: RateForm, span: TickSpan): Part[] {
  const { price } = rate
  const denominator = commonDenominator([rate])
  const amount = (numerator: bigint): string => formatAmount(rounded(numerator, denominator), form.currency)
  const used = ticksText(form, span.until - span.from)
  if (price.kind === 'tiers') {
    return [{ detail: `counted by tiers ${price.table.name}`, result: used }]
  }
  if (price.kind === 'steps') {
    return price.steps.flatMap(step => {
      const from = Math.max(span.from, Number(step.from))
      const until = step.until === null ? span.until : Math.min(span.until, Number(step.until))
      if (until <= from) return []
      const place = step.from === 0n ? 'from the start' : `after ${ticksText(form, Number(step.from))}`
      const detail = `${ticksText(form, until - from)} ${place} at ${step.text}`
      return [{ detail, result: amount(stepNumerator(denominator, step, span)) }]
    })
  }
  const text = price.kind === 'rate' ? `at ${price.text}` : 'free'
  return [{ detail: `${used} ${text}`, result: amount(spanNumerator(denominator, rate, span)) }]
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}
