// Rating against a rater that walks a call second by second and asks the wall clock each time.
import fc from 'fast-check'
import type { TariffVersion } from '@farthing/rules-language'
import { FORTY_ZONES } from '../../libs/billing-core/src/values/forty-zones.ts'
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
  /** Of the band peak: '' is every day, holidays too. */
  readonly days: 'weekdays' | ''
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
  days: fc.constantFrom('weekdays', ''),
  split: fc.boolean(),
  setupAlways: fc.boolean(),
  peak: rows,
  offpeak: rows
})

const quarter = (count: number): string =>
  [Math.floor(count / 4), (count % 4) * 15].map(part => String(part).padStart(2, '0')).join(':')

function tariffOf({ days, from, offpeak, peak, setupAlways, split, until, zone }: Setting): TariffVersion {
  const row = (band: string, { increment: [first, next], maximum, minimum, price, setup }: Row): string =>
    `| ${band} | ${setup} | ${price.text} | ${first}s / ${next}s | ${minimum} | ${maximum} |`
  const text = `operator "Paper" { currency AUD; time zone "${zone}"; holidays H; round half up to 0.01 }
holidays H {
  | date | name |
${holidays.map(day => `  | ${day} | "closed" |`).join('\n')}
}
tariff voice for voice {
  band peak = ${days} ${quarter(from)}..${quarter(until)} ${days === '' ? '' : 'except holidays'}
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

function rowAt({ days, from, offpeak, peak, until, zone }: Setting, epochMs: number): Row {
  const wall = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone)
  const minutes = wall.hour * 60 + wall.minute
  const isItsDay = days === '' || (wall.dayOfWeek <= 5 && !holidays.includes(wall.toPlainDate().toString()))
  return isItsDay && minutes >= from * 15 && minutes < until * 15 ? peak : offpeak
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

const FLAT: Row = {
  increment: [60, 60],
  setup: '',
  price: { text: '0.12 per minute', micro: 120_000n, seconds: 60n },
  minimum: '',
  maximum: ''
}
const PEAK: Row = { ...FLAT, price: { text: '0.60 per minute', micro: 600_000n, seconds: 60n } }
/** The band begins in the hour in which most clocks change. */
const BY_NIGHT = { from: 9, until: 95, days: '', split: true, setupAlways: false, peak: PEAK, offpeak: FLAT } as const
const NINETY_MINUTES = 5400

/** Every instant of the years 2020 to 2035 at which the clock of the zone is put forward or back. */
function clockChanges(zone: string): Temporal.ZonedDateTime[] {
  const changes: Temporal.ZonedDateTime[] = []
  const first = Temporal.ZonedDateTime.from(`2020-01-01T00:00[${zone}]`)
  for (
    let at = first.getTimeZoneTransition('next');
    at !== null && at.year < 2036;
    at = at.getTimeZoneTransition('next')
  )
    changes.push(at)
  return changes
}

describe('a rated call', () => {
  it('lasts what it lasted over every change of a clock from 2020 to 2035 in forty zones, and each minute has the band of its wall clock', () => {
    let changes = 0
    const amounts = new Set<bigint>()
    for (const zone of FORTY_ZONES) {
      const setting: Setting = { ...BY_NIGHT, zone }
      const tariff = tariffOf(setting)
      for (const change of clockChanges(zone)) {
        changes++
        const call = { startedAt: change.epochMilliseconds - 37 * 60_000, seconds: NINETY_MINUTES, coveredSeconds: 0 }
        const rated = tariff.rate({ startedAt: call.startedAt, quantity: NINETY_MINUTES * 1000, to: '' })
        if (!rated.ok) throw new Error(rated.detail)
        const [billed, amount] = onPaper(setting, call)
        expect([zone, rated.billed, BigInt(rated.amount)]).toEqual([zone, billed * 1000, amount])
        expect(billed).toBe(NINETY_MINUTES)
        amounts.add(amount)
      }
    }
    expect([changes > 600, amounts.size > 4]).toEqual([true, true])
  })

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
