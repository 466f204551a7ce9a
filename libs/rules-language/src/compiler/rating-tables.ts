// Flattens a tariff form into number tables for the generated code, with the proof of where plain numbers are exact.
import { commonDenominator, numeratorOver } from './price-fractions.ts'
import type { RateForm, TariffForm } from './tariff-form.ts'

/** Numbers of one cell (origin, zone, band), side by side so that one cache line serves an event. */
export const CELL = {
  /** Micro units of a billed tick, or of a micro of its value, are `numerator / denominator`; the denominator is the same for all bands of an origin and zone. */
  numerator: 0,
  denominator: 1,
  half: 2,
  /** Most billed ticks for which numbers are proven exact; -1: none. */
  limit: 3,
  setup: 4,
  first: 5,
  next: 6,
  /** Micro units once per event. */
  flat: 7,
  minimum: 8,
  maximum: 9,
  /** Ticks of which a part counts as the whole; 1: none. */
  started: 10,
  /** Ticks up to which an event costs nothing; 0: none. */
  grace: 11,
  size: 12
} as const

const EXACT = 2n ** 53n - 1n

/** The cells of `rateOf`, `CELL.size` numbers each. A cell without a rate has limit -1. */
export function ratingTable(form: TariffForm): Float64Array {
  const bands = form.bands.length
  const places = form.origins.length * form.zones.length
  const table = new Float64Array(places * bands * CELL.size)
  for (let place = 0; place < places; place++) {
    const rates = Array.from({ length: bands }, (_, band) => form.rates[form.rateOf[place * bands + band] ?? -1])
    const denominator = commonDenominator(rates)
    const limit = exactUpTo(rates, denominator)
    rates.forEach((rate, band) => {
      fillCell(table.subarray((place * bands + band) * CELL.size), rate, { denominator, limit })
    })
  }
  return table
}

function fillCell(cell: Float64Array, rate: RateForm | undefined, zone: { denominator: bigint; limit: number }): void {
  cell[CELL.grace] = rate?.grace ?? 0
  cell[CELL.limit] = rate === undefined || !isPlain(rate) ? -1 : zone.limit
  if (rate === undefined || zone.limit < 0) return
  cell[CELL.numerator] = Number(numeratorOver(zone.denominator, rate))
  cell[CELL.denominator] = Number(zone.denominator)
  cell[CELL.half] = Number(zone.denominator / 2n)
  cell[CELL.setup] = Number(rate.setup)
  cell[CELL.first] = rate.first
  cell[CELL.next] = rate.next
  cell[CELL.flat] = rate.price.kind === 'event' ? Number(rate.price.micro) : 0
  cell[CELL.minimum] = rate.minimum === null ? 0 : Number(rate.minimum)
  cell[CELL.maximum] = rate.maximum === null ? Infinity : Number(rate.maximum)
  cell[CELL.started] = rate.price.kind === 'rate' && rate.price.started ? Number(rate.price.per) : 1
}

/** Prices that plain numbers compute: others are left to the exact rater. */
function isPlain({ price }: RateForm): boolean {
  return price.kind !== 'steps'
}

/** For each cell the largest value, in micro, of which a part is exact in numbers, by the same proof; -1: it takes no part of a value. */
export function largestValues({ rateOf, rates }: TariffForm, cells: Float64Array): Float64Array {
  return Float64Array.from(rateOf, (index, cell) => {
    const rate = rates[index]
    const [numerator = 0, denominator = 1] = cells.subarray(cell * CELL.size)
    if (rate?.price.kind !== 'percent') return -1
    const room = EXACT - constantsOf(rate, BigInt(denominator))
    return room < 0n ? 0 : Number(room / max(1n, BigInt(numerator)))
  })
}

/** What is added to ticks * numerator at most. */
function constantsOf({ maximum, minimum, price, setup }: RateForm, denominator: bigint): bigint {
  const flat = price.kind === 'event' ? price.micro : 0n
  return max(denominator + setup + flat, max(minimum ?? 0n, maximum ?? 0n))
}

/**
 * The proof: with at most `limit` billed ticks, ticks * numerator + half the denominator, and the amount with setup and
 * flat price on top, all stay below 2^53, where integers are exact and floor(a / b) of doubles is the true quotient.
 */
function exactUpTo(rates: readonly (RateForm | undefined)[], denominator: bigint): number {
  let numerator = 1n
  let constants = denominator
  let started = 1n
  for (const rate of rates) {
    if (rate === undefined || !isPlain(rate)) continue
    if (rate.price.kind !== 'percent') numerator = max(numerator, numeratorOver(denominator, rate))
    constants = max(constants, constantsOf(rate, denominator))
    if (rate.price.kind === 'rate' && rate.price.started) started = max(started, rate.price.per)
  }
  const limit = (EXACT - constants) / numerator - started
  if (limit < 0n) return -1
  return Number(limit < EXACT ? limit : EXACT)
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
