// Rates one event with big integers: every case that the generated code leaves aside, with the same result and trace.
import { type BaseUnit, formatAmount, formatQuantity, fromTicks, MICRO, ticksPer } from '@farthing/billing-core/values'
import type { Rated, RatingEvent, RatingOutcome, Unrated } from '../rule-set/tariff.ts'
import { NO_BAND, slotAt } from './band-week.ts'
import { originName, zoneName } from './form-words.ts'
import { findPrefix } from './prefix-trie.ts'
import { commonDenominator, percentNumerator, spanNumerator } from './price-fractions.ts'
import { type OffsetClock, splitOverBands } from './split-over-bands.ts'
import {
  EARLIEST_START,
  LATEST_START,
  largestQuantity,
  type NumberRole,
  type RateForm,
  type TariffForm
} from './tariff-form.ts'
import { type Limit, type TracePiece, writeTrace } from './trace.ts'

const MAX_AMOUNT = BigInt(Number.MAX_SAFE_INTEGER)

/** Of the prefixes of zones and of origins. */
interface Tries {
  readonly zones: Int32Array
  readonly origins: Int32Array
}

export class ExactRater {
  readonly #form: TariffForm
  readonly #clock: OffsetClock
  readonly #tries: Tries

  constructor(form: TariffForm, clock: OffsetClock, tries: Tries) {
    this.#form = form
    this.#clock = clock
    this.#tries = tries
  }

  rate(event: RatingEvent, coveredTicks: number | undefined): RatingOutcome {
    const form = this.#form
    const refusal = this.#refusal(event)
    if (refusal !== null) return refusal
    const prefix = form.prefixes.length === 0 ? 0 : findPrefix(this.#tries.zones, numberOf(event, form.zoneBy))
    const entry = form.prefixes[prefix - 1]
    if (form.prefixes.length > 0 && entry === undefined) return noPrefix(event, form.zoneBy)
    const origin = form.originPrefixes.length === 0 ? 0 : findPrefix(this.#tries.origins, numberOf(event, 'calling'))
    const comesFrom = form.originPrefixes[origin - 1]
    if (form.originPrefixes.length > 0 && comesFrom === undefined) return noPrefix(event, 'calling')
    const place = (comesFrom?.zone ?? 0) * form.zones.length + (entry?.zone ?? 0)
    const band = this.#bandAt(event.startedAt)
    const rate = this.#rateOf(place, band)
    if (rate === undefined) return noRate(form, place, band)
    const unpriced = rate.price.kind === 'percent' ? valueRefusal(form, event) : null
    if (unpriced !== null) return unpriced
    const billed = billedTicks(event.quantity, rate)
    const pieces = this.#pieces(event, billed, { rate, place, band })
    const covered = clip(coveredTicks, billed)
    return this.#price({ event, prefix, origin, place, rate, billed, covered, pieces })
  }

  #refusal(event: RatingEvent): Unrated | null {
    const form = this.#form
    const { startedAt, quantity } = event
    const inForce = startedAt >= form.startsAt && startedAt < form.endsAt
    if (!inForce || !(startedAt >= EARLIEST_START && startedAt < LATEST_START)) {
      const detail = `tariff ${form.name} is not in force at ${instantText(startedAt)}`
      return { ok: false, reason: 'not-in-force', detail }
    }
    if (Number.isSafeInteger(quantity) && quantity >= 0 && quantity <= largestQuantity(form.unit)) return null
    return { ok: false, reason: 'bad-quantity', detail: quantityRefusal(quantity, form.unit) }
  }

  #bandAt(startedAt: number): number {
    const { week } = this.#form
    if (week === null) return 0
    return week.bandAt[slotAt(week, startedAt + this.#clock.offsetMs(startedAt))] ?? 0
  }

  #rateOf(place: number, band: number): RateForm | undefined {
    if (band === NO_BAND) return undefined
    return this.#form.rates[this.#form.rateOf[place * this.#form.bands.length + band] ?? -1]
  }

  #pieces(event: RatingEvent, billed: number, start: { rate: RateForm; place: number; band: number }): TracePiece[] {
    const { week, split, bands } = this.#form
    const cell = start.place * bands.length
    if (week === null || !split || billed === 0) return [{ cell: cell + start.band, ticks: billed }]
    const { first, next } = start.rate
    const parts = splitOverBands(week, this.#clock, { startedAt: event.startedAt, billed, first, next })
    const pieces: TracePiece[] = []
    for (let i = 0; i < parts.length; i += 2) pieces.push({ cell: cell + (parts[i] ?? 0), ticks: parts[i + 1] ?? 0 })
    return pieces
  }

  #price(known: Known): RatingOutcome {
    const { place, rate, billed, covered, pieces } = known
    const { bands: names, zones } = this.#form
    const missing = pieces.find(piece => this.#rateOf(place, piece.cell - place * names.length) === undefined)
    if (missing !== undefined) return noRate(this.#form, place, missing.cell - place * names.length)
    const usage = this.#usage(known)
    const charged = billed > covered
    const setup = charged || (this.#form.setupAlways && billed > 0) ? rate.setup : 0n
    const { amount, limit } = charged ? limited(usage + setup, rate) : { amount: usage + setup, limit: 0 as Limit }
    if (amount > MAX_AMOUNT) return tooLarge(amount, this.#form.currency)
    const bands = [...new Set(pieces.map(piece => names[piece.cell - place * names.length]?.name ?? ''))].join('+')
    const trace = writeTrace({
      prefix: known.prefix,
      origin: known.origin,
      covered,
      setup: Number(setup),
      limit,
      pieces
    })
    return {
      ok: true,
      amount: Number(amount),
      billed,
      zone: zones[place % zones.length] ?? '',
      bands,
      trace
    } satisfies Rated
  }

  /** Micro units for the ticks that are not covered, rounded once to the sixth decimal, half up. */
  #usage({ event, place, rate, billed, covered, pieces }: Known): bigint {
    const bands = this.#form.bands.length
    const denominator = commonDenominator(Array.from({ length: bands }, (_, band) => this.#rateOf(place, band)))
    let sum = 0n
    let until = 0
    for (const piece of pieces) {
      const from = Math.max(until, covered)
      until += piece.ticks
      const own = this.#rateOf(place, piece.cell - place * bands)
      if (own !== undefined && from < until) sum += spanNumerator(denominator, own, { from, until })
    }
    if (billed > covered) sum += onceNumerator(denominator, rate, event)
    return (2n * sum + denominator) / (2n * denominator)
  }
}

interface Known {
  readonly event: RatingEvent
  readonly prefix: number
  readonly origin: number
  /** The pair of origin and zone: origin * zones.length + zone. */
  readonly place: number
  /** Of the band in which the event starts: its increments, setup, minimum and maximum hold for the whole event. */
  readonly rate: RateForm
  readonly billed: number
  readonly covered: number
  readonly pieces: readonly TracePiece[]
}

/** What an event costs once, times the denominator: a price per call, or a part of its value. */
function onceNumerator(denominator: bigint, { price }: RateForm, { value }: RatingEvent): bigint {
  if (price.kind === 'event') return price.micro * denominator
  return price.kind === 'percent' ? percentNumerator(denominator, price.micro, BigInt(value ?? 0)) : 0n
}

/** Nothing of an event within the grace. */
function billedTicks(quantity: number, { first, next, grace }: RateForm): number {
  if (quantity <= grace) return 0
  return quantity <= first ? first : first + Math.ceil((quantity - first) / next) * next
}

function clip(coveredTicks: number | undefined, billed: number): number {
  if (coveredTicks === undefined || !(coveredTicks > 0)) return 0
  return coveredTicks < billed ? Math.floor(coveredTicks) : billed
}

function limited(amount: bigint, rate: RateForm): { amount: bigint; limit: Limit } {
  if (rate.minimum !== null && amount < rate.minimum) return { amount: rate.minimum, limit: 1 }
  if (rate.maximum !== null && amount > rate.maximum) return { amount: rate.maximum, limit: 2 }
  return { amount, limit: 0 }
}

function numberOf({ from = '', to }: RatingEvent, role: NumberRole): string {
  return role === 'called' ? to : from
}

function noPrefix(event: RatingEvent, role: NumberRole): Unrated {
  const number = numberOf(event, role)
  const unfit = role === 'called' ? number.slice(0, 40) : `the calling number ${number.slice(0, 40)}`
  const detail = number === '' ? `the event has no ${role} number` : `no prefix of the zone table fits ${unfit}`
  return { ok: false, reason: role === 'called' ? 'no-zone' : 'no-origin', detail }
}

function noRate(form: TariffForm, place: number, band: number): Unrated {
  if (band === NO_BAND) {
    const detail = `no band of tariff ${form.name} holds at some time of the event, outside the days of the tariff: one that is otherwise holds always`
    return { ok: false, reason: 'no-rate', detail }
  }
  const [origin, zone] = [originName(form, place * form.bands.length), zoneName(form, place * form.bands.length)]
  const where = [origin === '' ? '' : `${origin} to`, zone, form.bands[band]?.name ?? '']
  const detail = `tariff ${form.name} has no rate for ${where.filter(word => word !== '').join(' ')}`.trimEnd()
  return { ok: false, reason: 'no-rate', detail }
}

function quantityRefusal(ticks: number, unit: BaseUnit): string {
  const words = Number.isSafeInteger(ticks) ? formatQuantity(fromTicks(ticks, unit)) : 'the quantity'
  if (ticks < 0) return `${words} is less than nothing`
  const most = formatQuantity(fromTicks(largestQuantity(unit), unit))
  if (ticks > largestQuantity(unit)) return `${words} is more than one use may have, which is ${most}`
  return `the quantity is no multiple of ${formatQuantity({ micro: MICRO / BigInt(ticksPer(unit)), unit })}`
}

function valueRefusal({ currency, name }: TariffForm, { value }: RatingEvent): Unrated | null {
  if (value === undefined || value === null) {
    return { ok: false, reason: 'no-value', detail: `tariff ${name} takes a part of a value, and the event has none` }
  }
  if (Number.isSafeInteger(value) && value >= 0) return null
  return {
    ok: false,
    reason: 'bad-value',
    detail: `the value of the event is no amount of ${currency} from 0, with at most six decimals`
  }
}

function tooLarge(amount: bigint, currency: string): Unrated {
  const [words, most] = [formatAmount(amount, currency), formatAmount(MAX_AMOUNT, currency)]
  const detail = `${words} ${currency} is more than one use may cost, which is ${most} ${currency}`
  return { ok: false, reason: 'amount-too-large', detail }
}

function instantText(epochMs: number): string {
  if (!Number.isInteger(epochMs) || Math.abs(epochMs) > 8.64e15) return `${epochMs} ms`
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}
