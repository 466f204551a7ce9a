// A tariff of 5,000 prefixes with bands, increments and setup, as rule files, and events for it; from a fixed seed.
import { formatDecimal } from '@farthing/billing-core/values'
import { compileRules, type RatingEvent, type TariffVersion } from '@farthing/rules-language'
import { SeededRandom } from '@farthing/testing/seeded-random'

export const PREFIXES = 5000
export const ZONES = 250
export const CLOCK = 'Australia/Melbourne'
export const HOLIDAYS = ['2026-03-09', '2026-03-17', '2026-03-25']

export interface RatingFixture {
  readonly tariff: TariffVersion
  readonly events: readonly RatingEvent[]
  readonly rows: readonly { readonly prefix: string; readonly zone: number }[]
  /** Micro units per minute and of setup, by zone and band (peak, offpeak). */
  readonly rates: readonly (readonly [RateNumbers, RateNumbers])[]
}

export interface RateNumbers {
  readonly perMinute: number
  readonly setup: number
  /** Seconds. */
  readonly first: number
  readonly next: number
}

export function ratingFixture(events: number): RatingFixture {
  const random = new SeededRandom(20260301)
  const rows = prefixRows(random)
  const rates = Array.from({ length: ZONES }, () => zoneRates(random))
  const result = compileRules({ files: ruleFiles(rows, rates), signatures: [] })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  const tariff = result.rules.tariffs.get('voice')?.[0]
  if (tariff === undefined) throw new Error('the tariff is missing')
  return { tariff, events: Array.from({ length: events }, () => eventOf(random, rows)), rows, rates }
}

export function prefixRows(random: SeededRandom): RatingFixture['rows'] {
  const rows = new Map<string, number>()
  for (let digit = 1; digit <= 9; digit++) rows.set(String(digit), digit)
  while (rows.size < PREFIXES) {
    const length = 2 + random.below(5)
    const prefix = String(1 + random.below(9)) + digits(random, length - 1)
    rows.set(prefix, rows.size < ZONES ? rows.size : random.below(ZONES))
  }
  return [...rows].map(([prefix, zone]) => ({ prefix, zone: zone % ZONES }))
}

export function digits(random: SeededRandom, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join('')
}

export function zoneRates(random: SeededRandom): readonly [RateNumbers, RateNumbers] {
  const increments = [
    [60, 60],
    [60, 30],
    [30, 6],
    [1, 1]
  ][random.below(4)]
  const [first = 1, next = 1] = increments ?? []
  const setup = random.below(50) * 10_000
  const rate = (): RateNumbers => ({ perMinute: (1 + random.below(150)) * 10_000, setup, first, next })
  return [rate(), rate()]
}

export function ruleFiles(rows: RatingFixture['rows'], rates: RatingFixture['rates']): Map<string, string> {
  const money = (micro: number): string => formatDecimal(BigInt(micro))
  const rateLines = rates.flatMap((bands, zone) =>
    bands.map(
      ({ perMinute, setup, first, next }, band) =>
        `zone-${zone},${band === 0 ? 'peak' : 'offpeak'},${money(setup)},${money(perMinute)} per minute,${first}s / ${next}s`
    )
  )
  const rules = `operator "Bench" { currency AUD; time zone "${CLOCK}"; holidays here }
holidays here {
  | date | name |
${HOLIDAYS.map(day => `  | ${day} | "day off" |`).join('\n')}
}
zones world from "zones.csv"
tariff voice for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00 except holidays
  band offpeak = otherwise
  calls crossing bands are split
  rates from "rates.csv"
}`
  return new Map([
    ['bench.farthing', rules],
    ['zones.csv', ['prefix,zone', ...rows.map(({ prefix, zone }) => `${prefix},zone-${zone}`)].join('\n')],
    ['rates.csv', ['zone,band,setup,price,increment', ...rateLines].join('\n')]
  ])
}

/** A call within March 2026, mostly of some minutes, to a number under one of the prefixes. */
function eventOf(random: SeededRandom, rows: RatingFixture['rows']): RatingEvent {
  const start = Temporal.PlainDate.from('2026-03-01').toZonedDateTime(CLOCK).epochMilliseconds
  const startedAt = start + random.below(31 * 86_400_000)
  const seconds = 1 + Math.floor(-180 * Math.log(1 - random.next()))
  const prefix = rows[random.below(rows.length)]?.prefix ?? '1'
  return { startedAt, quantity: seconds * 1000, to: prefix + digits(random, 11 - prefix.length) }
}
