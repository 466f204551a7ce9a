// A slow and plain rating that the compiler's specs compare with: Temporal for the wall clock, one increment at a time, fractions.
import type { RatingEvent } from '../rule-set/tariff.ts'
import { bandWeek, WEEK_MINUTES } from './band-week.ts'
import type { NumberRole, PriceStepForm, RateForm, TariffForm } from './tariff-form.ts'

export interface BandRule {
  readonly days: readonly number[]
  readonly from: number
  readonly until: number
  readonly exceptHolidays: boolean
}

/** A tariff as a person would say it; band 0 follows its rule, band 1 is otherwise. */
export interface Described {
  readonly unit: 'second' | 'byte'
  readonly clockZone: string
  readonly prefixes: readonly { prefix: string; zone: number }[]
  /** Of calling numbers; none: prices do not ask where an event comes from. */
  readonly originPrefixes: readonly { prefix: string; zone: number }[]
  readonly zoneBy: NumberRole
  readonly bandRule: BandRule | null
  readonly holidays: readonly string[]
  readonly split: boolean
  readonly setupAlways: boolean
  /** By origin, by zone, then by band. */
  readonly rates: readonly (readonly (readonly RateForm[])[])[]
}

export const PLACE = { file: 'x.farthing', line: 1, column: 1 }
const DAY_MS = 86_400_000

function inBand(rule: BandRule, weekday: number, minute: number, holiday: boolean): boolean {
  if (rule.exceptHolidays && holiday) return false
  return rule.days.includes(weekday) && minute >= rule.from && minute < rule.until
}

function weekOf({ bandRule, holidays }: Described): TariffForm['week'] {
  if (bandRule === null) return null
  const minutes = Uint8Array.from({ length: 2 * WEEK_MINUTES }, (_, slot) => {
    const minuteOfWeek = slot % WEEK_MINUTES
    const weekday = Math.floor(minuteOfWeek / 1440) + 1
    return inBand(bandRule, weekday, minuteOfWeek % 1440, slot >= WEEK_MINUTES) ? 0 : 1
  })
  const epoch = Temporal.PlainDate.from('1970-01-01')
  const days = holidays.map(day => epoch.until(Temporal.PlainDate.from(day)).days)
  return bandWeek(
    minutes,
    days.map(day => [day, 1])
  )
}

export function formOf(described: Described): TariffForm {
  const { bandRule } = described
  const rates = described.rates.flat(2)
  const placed = (entry: { prefix: string; zone: number }) => ({ ...entry, at: { rule: 'zones', ...PLACE } })
  return {
    name: 'random',
    service: 'any',
    unit: described.unit,
    from: null,
    until: null,
    reach: null,
    startsAt: -Infinity,
    endsAt: Infinity,
    at: { rule: 'tariff random', ...PLACE },
    currency: 'AUD',
    clockZone: described.clockZone,
    origins: described.originPrefixes.length === 0 ? [''] : described.rates.map((_, origin) => `origin-${origin}`),
    originPrefixes: described.originPrefixes.map(placed),
    zones: (described.rates[0] ?? []).map((_, zone) => `zone-${zone}`),
    prefixes: described.prefixes.map(placed),
    zoneBy: described.zoneBy,
    bands: bandRule === null ? [{ name: '', text: '' }] : ['peak', 'offpeak'].map(name => ({ name, text: name })),
    week: weekOf(described),
    split: described.split && described.unit === 'second',
    setupAlways: described.setupAlways,
    pocketsByName: false,
    rates,
    rateOf: Int32Array.from(rates, (_, index) => index)
  }
}

/** What rating gives, or the reason why it gives nothing. */
export type Answer = { amount: bigint; billed: number; zone: string; bands: string } | string

export function walk(described: Described, event: RatingEvent, covered: number): Answer {
  const most = described.unit === 'second' ? 366 * DAY_MS : 2 ** 52
  if (!Number.isSafeInteger(event.quantity) || event.quantity < 0 || event.quantity > most) return 'bad-quantity'
  const { from = '', to } = event
  const zone = longestPrefix(described.prefixes, described.zoneBy === 'called' ? to : from)
  if (zone === undefined) return described.zoneBy === 'called' ? 'no-zone' : 'no-origin'
  const origin = longestPrefix(described.originPrefixes, from)
  if (origin === undefined) return 'no-origin'
  const rates = described.rates[origin]?.[zone] ?? []
  const bandNames = described.bandRule === null ? [''] : ['peak', 'offpeak']
  const start = rates[bandAt(described, event.startedAt)]
  if (start === undefined) return 'no-rate'
  if (start.price.kind === 'percent') {
    const { value = null } = event
    if (value === null) return 'no-value'
    if (!Number.isSafeInteger(value) || value < 0) return 'bad-value'
  }
  const increments: { band: number; ticks: number }[] = []
  const quantity = event.quantity <= start.grace ? 0 : event.quantity
  for (let done = 0; done < quantity; done += increments.at(-1)?.ticks ?? 0) {
    const band = bandAt(
      described,
      described.split && described.unit === 'second' ? event.startedAt + done : event.startedAt
    )
    increments.push({ band, ticks: done === 0 ? start.first : start.next })
    if (increments.length > 800) return 'too long to walk'
  }
  const billed = increments.reduce((sum, { ticks }) => sum + ticks, 0)
  const rest = billed - Math.min(covered, billed)
  const usage = usageOf(rates, increments, covered)
  let amount = roundHalfUp(rest > 0 ? plus(usage, onceOf(start, event)) : usage)
  if (billed > 0 && (rest > 0 || described.setupAlways)) amount += start.setup
  if (rest > 0 && start.minimum !== null && amount < start.minimum) amount = start.minimum
  else if (rest > 0 && start.maximum !== null && amount > start.maximum) amount = start.maximum
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) return 'amount-too-large'
  const met = increments.length === 0 ? [bandAt(described, event.startedAt)] : increments.map(({ band }) => band)
  return { amount, billed, zone: `zone-${zone}`, bands: [...new Set(met)].map(band => bandNames[band]).join('+') }
}

interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

/** Neighbouring increments of one band are priced together, as one piece. */
function usageOf(
  rates: readonly RateForm[],
  increments: readonly { band: number; ticks: number }[],
  covered: number
): Fraction {
  let sum: Fraction = { over: 0n, under: 1n }
  let left = covered
  let done = 0
  for (let i = 0; i < increments.length; ) {
    const band = increments[i]?.band ?? 0
    let ticks = 0
    for (; increments[i]?.band === band; i++) ticks += increments[i]?.ticks ?? 0
    const paid = Math.min(left, ticks)
    left -= paid
    const from = done + paid
    done += ticks
    const price = rates[band]?.price
    if (price?.kind === 'steps') for (const step of price.steps) sum = plus(sum, stepOf(step, from, done))
    if (price?.kind !== 'rate') continue
    let counted = BigInt(ticks - paid)
    if (price.started) while (counted % price.per !== 0n) counted += price.per - (counted % price.per)
    sum = plus(sum, { over: counted * price.micro, under: price.per })
  }
  return sum
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under }
}

/** What is due once per event. */
function onceOf({ price }: RateForm, { value }: RatingEvent): Fraction {
  if (price.kind === 'event') return { over: price.micro, under: 1n }
  return price.kind === 'percent'
    ? { over: price.micro * BigInt(value ?? 0), under: 10n ** 8n }
    : { over: 0n, under: 1n }
}

/** One step over the ticks from `from` until `until` of an event, a flat price with its first tick. */
function stepOf(step: PriceStepForm, from: number, until: number): Fraction {
  const end = step.until === null ? Infinity : Number(step.until)
  const ticks = Math.min(until, end) - Math.max(from, Number(step.from))
  if (ticks <= 0) return { over: 0n, under: 1n }
  const first = from <= Number(step.from)
  return plus({ over: first ? step.flat : 0n, under: 1n }, { over: BigInt(ticks) * step.micro, under: step.per })
}

function roundHalfUp({ over, under }: Fraction): bigint {
  return (2n * over + under) / (2n * under)
}

function longestPrefix(prefixes: Described['prefixes'], number: string): number | undefined {
  if (prefixes.length === 0) return 0
  const fitting = prefixes.filter(({ prefix }) => number.startsWith(prefix))
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0]?.zone
}

function bandAt(described: Described, at: number): number {
  if (described.bandRule === null) return 0
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(described.clockZone)
  const holiday = described.holidays.includes(local.toPlainDate().toString())
  return inBand(described.bandRule, local.dayOfWeek, local.hour * 60 + local.minute, holiday) ? 0 : 1
}
