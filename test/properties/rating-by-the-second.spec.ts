// Rating against a rater that walks a call second by second and asks the wall clock each time.
import fc from 'fast-check'
import type { TariffVersion } from '@farthing/rules-language'
import { allPlugins, rulesOf } from '../scenarios/play.ts'

interface Row {
  readonly increment: readonly [first: number, next: number]
  readonly setup: string
  readonly price: { readonly text: string; readonly micro: bigint; readonly seconds: bigint; readonly flat?: true }
  readonly minimum: string
  readonly maximum: string
}

interface Setting {
  readonly zone: string
  readonly from: number
  readonly until: number
  readonly split: boolean
  readonly setupAlways: boolean
  readonly peak: Row
  readonly offpeak: Row
}

interface Call {
  readonly startedAt: number
  readonly seconds: number
  readonly coveredSeconds: number
}

const registry = await allPlugins()
const holidays = ['2026-04-06', '2026-10-05', '2026-03-30']
/** Clocks change in one zone or another, or a holiday begins. */
const moments = [
  '2026-03-06',
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-04-06',
  '2026-06-10',
  '2026-10-04',
  '2026-10-25'
]
const zones = [
  'Australia/Melbourne',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC'
]

const rows: fc.Arbitrary<Row> = fc.record({
  increment: fc.constantFrom([1, 1], [60, 30], [30, 6], [60, 1], [1, 60], [20, 7]),
  setup: fc.constantFrom('', '0.39', '0.05'),
  price: fc.constantFrom(
    { text: '0.25 per minute', micro: 250_000n, seconds: 60n },
    { text: '0.007 per second', micro: 7_000n, seconds: 1n },
    { text: '1.00 per hour', micro: 1_000_000n, seconds: 3600n },
    { text: 'free', micro: 0n, seconds: 1n },
    { text: '0.15 per call', micro: 150_000n, seconds: 1n, flat: true as const }
  ),
  minimum: fc.constantFrom('', '0.50'),
  maximum: fc.constantFrom('', '', '', '2.00')
})

const settings: fc.Arbitrary<Setting> = fc.record({
  zone: fc.constantFrom(...zones),
  from: fc.integer({ min: 0, max: 47 }),
  until: fc.integer({ min: 48, max: 96 }),
  split: fc.boolean(),
  setupAlways: fc.boolean(),
  peak: rows,
  offpeak: rows
})

const quarter = (count: number): string =>
  [Math.floor(count / 4), (count % 4) * 15].map(part => String(part).padStart(2, '0')).join(':')

function tariffOf({ from, offpeak, peak, setupAlways, split, until, zone }: Setting): TariffVersion {
  const row = (band: string, { increment: [first, next], maximum, minimum, price, setup }: Row): string =>
    `| ${band} | ${setup} | ${price.text} | ${first}s / ${next}s | ${minimum} | ${maximum} |`
  const text = `operator "Paper" { currency AUD; time zone "${zone}"; holidays H; round half up to 0.01 }
holidays H {
  | date | name |
${holidays.map(day => `  | ${day} | "closed" |`).join('\n')}
}
tariff voice for voice {
  band peak = weekdays ${quarter(from)}..${quarter(until)} except holidays
  band offpeak = otherwise
  calls crossing bands are ${split ? 'split' : 'rated by start'}
  ${setupAlways ? 'setup always' : ''}
  rates {
    | band | setup | price | increment | minimum | maximum |
    ${row('peak', peak)}
    ${row('offpeak', offpeak)}
  }
}`
  const [tariff] = rulesOf(text, registry).tariffs.get('voice') ?? []
  if (tariff === undefined) throw new Error('the tariff is there')
  return tariff
}

const micro = (amount: string): bigint => BigInt(Math.round(Number(amount) * 1e6))

function rowAt({ from, offpeak, peak, until, zone }: Setting, epochMs: number): Row {
  const wall = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone)
  const minutes = wall.hour * 60 + wall.minute
  const isWorkday = wall.dayOfWeek <= 5 && !holidays.includes(wall.toPlainDate().toString())
  return isWorkday && minutes >= from * 15 && minutes < until * 15 ? peak : offpeak
}

/** Billed seconds and micro. */
function onPaper(setting: Setting, { coveredSeconds, seconds, startedAt }: Call): readonly [number, bigint] {
  const start = rowAt(setting, startedAt)
  let [billed, numerator] = [0, 0n]
  while (billed < seconds) {
    const row = setting.split ? rowAt(setting, startedAt + billed * 1000) : start
    const length = start.increment[billed === 0 ? 0 : 1]
    const open = BigInt(Math.max(0, Math.min(length, billed + length - coveredSeconds)))
    if (!row.price.flat) numerator += (open * row.price.micro * 3600n) / row.price.seconds
    billed += length
  }
  const isCharged = billed > coveredSeconds
  let amount = (numerator + 1800n) / 3600n
  if (isCharged && start.price.flat) amount += start.price.micro
  if (isCharged || setting.setupAlways) amount += micro(start.setup)
  if (!isCharged) return [billed, amount]
  if (start.minimum !== '' && amount < micro(start.minimum)) return [billed, micro(start.minimum)]
  return [billed, start.maximum !== '' && amount > micro(start.maximum) ? micro(start.maximum) : amount]
}

const calls = fc.record({
  day: fc.constantFrom(...moments),
  /** Most calls begin shortly before a band does, or in a night in which clocks may change. */
  near: fc.constantFrom('from', 'until', 'night'),
  before: fc.integer({ min: -60_000, max: 700_000 }),
  seconds: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 20_000 })),
  coveredSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }))
})

describe('a rated call', () => {
  it('costs what counting its seconds over bands, holidays and changed clocks gives', () => {
    fc.assert(
      fc.property(settings, fc.array(calls, { minLength: 10, maxLength: 10 }), (setting, told) => {
        const tariff = tariffOf(setting)
        for (const { before, coveredSeconds, day, near, seconds } of told) {
          const minutes = near === 'night' ? 150 : setting[near] * 15
          const wall = Temporal.PlainDateTime.from(day).add({ minutes }).toZonedDateTime(setting.zone)
          const event = { startedAt: wall.epochMilliseconds - before, quantity: seconds * 1000, to: '' }
          const rated = tariff.rate(event, coveredSeconds * 1000)
          if (!rated.ok) throw new Error(rated.detail)
          const [billed, amount] = onPaper(setting, { startedAt: event.startedAt, seconds, coveredSeconds })
          expect([rated.billed, BigInt(rated.amount)]).toEqual([billed * 1000, amount])
          expect(micro(tariff.explain(event, rated, 'v').amount)).toBe(amount)
        }
      }),
      { numRuns: 40 }
    )
  })
})
