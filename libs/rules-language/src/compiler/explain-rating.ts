// Renders the trace of a rating as an explanation: the steps in their fixed order, each with the rule that decided.
import { type Explanation, formatAmount, formatDecimal, formatPlace, type Step } from '@farthing/billing-core/values'
import type { Rated, RatingEvent } from '../rule-set/tariff.ts'
import { explainPrice } from './explain-price.ts'
import type { PrefixForm, RateForm, TariffForm } from './tariff-form.ts'
import { originName, rateOf, ticksText as ticks, zoneName } from './form-words.ts'
import { readTrace, type Trace } from './trace.ts'

export interface RatedEvent {
  readonly event: RatingEvent
  readonly outcome: Rated
  readonly version: string
}

export function explainRating(form: TariffForm, { event, outcome, version }: RatedEvent): Explanation {
  const trace = readTrace(outcome.trace)
  const rate = rateOf(form, trace.pieces[0]?.cell ?? 0)
  const steps = [
    ...quantitySteps(form, event, { outcome, rate }),
    ...bandSteps(form, event, trace),
    ...allowanceSteps(form, trace),
    ...explainPrice(form, { trace, start: rate, event }),
    ...setupSteps(form, trace, { outcome, rate }),
    ...limitSteps(form, trace, rate),
    { step: 'amount', detail: amountText(form, trace), result: sixDecimals(outcome.amount) } satisfies Step
  ]
  return {
    rule: rate?.at ?? form.at,
    version,
    inputs: inputsOf(form, event, trace),
    steps,
    amount: sixDecimals(outcome.amount),
    currency: form.currency
  }
}

function amountText(form: TariffForm, { covered, pieces }: Trace): string {
  let until = 0
  const waits = pieces.some(({ cell, ticks }) => {
    until += ticks
    return until > covered && rateOf(form, cell)?.price.kind === 'tiers'
  })
  return waits ? 'without what tiers price when the bill is made' : 'charge, exact to six decimals'
}

function sixDecimals(micro: number): string {
  return formatDecimal(BigInt(micro), 6)
}

function localStart(form: TariffForm, startedAt: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(startedAt)).toZonedDateTimeISO(form.clockZone)
}

function inputsOf(form: TariffForm, event: RatingEvent, trace: Trace): Record<string, string> {
  const inputs: Record<string, string> = {
    tariff: form.name,
    service: form.service,
    startedAt: localStart(form, event.startedAt).toString(),
    quantity: ticks(form, event.quantity)
  }
  if (event.to !== '') inputs['to'] = event.to
  if (event.from !== undefined && event.from !== '') inputs['from'] = event.from
  // a price of something else has not judged it
  if (Number.isSafeInteger(event.value)) inputs['value'] = formatAmount(BigInt(event.value ?? 0), form.currency)
  const cell = trace.pieces[0]?.cell ?? 0
  const [origin, comesFrom] = [originName(form, cell), form.originPrefixes[trace.origin - 1]]
  if (origin !== '') inputs['origin'] = origin
  if (comesFrom !== undefined) inputs['origin prefix'] = prefixText(comesFrom)
  const [zone, entry] = [zoneName(form, cell), form.prefixes[trace.prefix - 1]]
  if (zone !== '') inputs['zone'] = zone
  if (entry !== undefined) inputs['prefix'] = prefixText(entry)
  return inputs
}

function prefixText({ at, prefix }: PrefixForm): string {
  return `${prefix} (${formatPlace(at)})`
}

function quantitySteps(form: TariffForm, event: RatingEvent, { outcome, rate }: Pricing): Step[] {
  const steps: Step[] = [{ step: 'quantity', detail: 'used', result: ticks(form, event.quantity) }]
  if (rate !== undefined && rate.grace > 0 && event.quantity <= rate.grace) {
    steps.push({ step: 'increments', detail: `up to ${ticks(form, rate.grace)} cost nothing`, result: ticks(form, 0) })
    return steps
  }
  if (rate === undefined || rate.increments === '') return steps
  steps.push({ step: 'increments', detail: `billed in ${rate.increments}`, result: ticks(form, outcome.billed) })
  return steps
}

interface Pricing {
  readonly outcome: Rated
  /** Of the band in which the event starts. */
  readonly rate: RateForm | undefined
}

function bandSteps(form: TariffForm, event: RatingEvent, trace: Trace): Step[] {
  if (form.week === null) return []
  const start = localStart(form, event.startedAt)
  const moment = `${start.toPlainDate()} ${start.toPlainTime().toString({ smallestUnit: 'second' })}`
  return trace.pieces.map((piece, index) => {
    const band = form.bands[piece.cell % form.bands.length]
    const why = index === 0 ? `starts ${moment}` : 'crosses into the next band'
    const result = trace.pieces.length === 1 ? (band?.name ?? '') : `${band?.name} ${ticks(form, piece.ticks)}`
    return {
      step: 'bands',
      detail: `${why}: ${band?.name} = ${band?.text}`,
      result,
      ...(band?.at && { rule: band.at })
    }
  })
}

function allowanceSteps(form: TariffForm, { covered }: Trace): Step[] {
  if (covered === 0) return []
  return [{ step: 'allowance', detail: 'paid by an allowance', result: ticks(form, covered) }]
}

function setupSteps(form: TariffForm, trace: Trace, { outcome, rate }: Pricing): Step[] {
  if (rate === undefined || rate.setup === 0n) return []
  const result = formatAmount(BigInt(trace.setup), form.currency)
  if (trace.setup !== 0) return [{ step: 'setup', detail: 'setup of the event', result }]
  const why = outcome.billed === 0 ? 'nothing was used' : 'an allowance covers the whole event'
  return [{ step: 'setup', detail: `setup waived: ${why}`, result }]
}

function limitSteps(form: TariffForm, { limit }: Trace, rate: RateForm | undefined): Step[] {
  if (limit === 1 && rate?.minimum != null) {
    return [{ step: 'minimum', detail: 'raised to the minimum', result: formatAmount(rate.minimum, form.currency) }]
  }
  if (limit === 2 && rate?.maximum != null) {
    return [{ step: 'maximum', detail: 'cut to the maximum', result: formatAmount(rate.maximum, form.currency) }]
  }
  return []
}
