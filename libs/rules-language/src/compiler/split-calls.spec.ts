// Calls that cross bands: edges to the millisecond, clock changes and holidays, each by hand.
import { bandWeek, WEEK_MINUTES } from './band-week.ts'
import { compileTariff } from './compile-tariff.ts'
import type { RateForm, TariffForm } from './tariff-form.ts'

const PLACE = { file: 'voice.farthing', line: 20, column: 3 }
const ZONE = 'Australia/Melbourne'

function rate(rule: string, micro: bigint, more: Partial<RateForm> = {}): RateForm {
  const price = { kind: 'rate', micro, per: 60_000n, started: false, text: 'so much per minute' } as const
  const rest = {
    setup: 0n,
    first: 30_000,
    next: 30_000,
    increments: '30s / 30s',
    grace: 0,
    minimum: null,
    maximum: null
  }
  return { at: { rule, ...PLACE }, price, ...rest, ...more }
}

/** Peak from `from` until `until` o'clock, except on 2026-12-25; 0.60 and 0.12 per minute. */
function voice(from: number, until: number, more: Partial<TariffForm> = {}): ReturnType<typeof compileTariff> {
  const minutes = Uint8Array.from({ length: 2 * WEEK_MINUTES }, (_, slot) => {
    const hour = (slot % 1440) / 60
    return slot < WEEK_MINUTES && hour >= from && hour < until ? 0 : 1
  })
  const christmas = Temporal.PlainDate.from('1970-01-01').until('2026-12-25').days
  const form: TariffForm = {
    name: 'voice',
    service: 'voice',
    unit: 'second',
    from: null,
    until: null,
    reach: null,
    startsAt: -Infinity,
    endsAt: Infinity,
    at: { rule: 'tariff voice', ...PLACE },
    currency: 'AUD',
    clockZone: ZONE,
    origins: [''],
    originPrefixes: [],
    zoneBy: 'called',
    zones: ['national'],
    prefixes: [],
    bands: [
      { name: 'peak', text: 'by day' },
      { name: 'offpeak', text: 'otherwise' }
    ],
    week: bandWeek(minutes, [[christmas, 1]]),
    split: true,
    setupAlways: false,
    pocketsByName: false,
    rates: [rate('peak', 600_000n), rate('offpeak', 120_000n)],
    rateOf: Int32Array.of(0, 1),
    ...more
  }
  return compileTariff(form)
}

function call(tariff: ReturnType<typeof compileTariff>, local: string, seconds: number, covered?: number): string {
  const startedAt = Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).epochMilliseconds
  const outcome = tariff.rate({ startedAt, quantity: seconds * 1000, to: '' }, covered)
  return outcome.ok ? `${outcome.bands} ${outcome.billed / 1000}s ${outcome.amount / 1e6}` : outcome.reason
}

describe('a call that crosses bands', () => {
  const day = voice(8, 20)

  it.each([
    ['ends in the increment that starts before the edge', '2026-06-17T19:59:30', 30, 'peak 30s 0.3'],
    ['has an increment that starts at the edge', '2026-06-17T19:59:30', 31, 'peak+offpeak 60s 0.36'],
    ['starts a millisecond before the edge', '2026-06-17T19:59:59.999', 31, 'peak+offpeak 60s 0.36'],
    ['starts at the edge', '2026-06-17T20:00:00', 31, 'offpeak 60s 0.12'],
    ['lasts over a night', '2026-06-17T19:00:00', 14 * 3600, 'peak+offpeak 50400s 158.4'],
    ['starts on the eve of a holiday', '2026-12-24T19:59:00', 120, 'peak+offpeak 120s 0.72'],
    ['runs through a holiday morning', '2026-12-25T07:59:30', 60, 'offpeak 60s 0.12'],
    ['ends after a holiday', '2026-12-25T23:59:30', 60, 'offpeak 60s 0.12']
  ])('%s', (_, local, seconds, expected) => {
    expect(call(day, local, seconds)).toBe(expected)
  })

  it('lasts what it lasted over a clock change, and meets the bands that the clock on the wall shows', () => {
    // 02:00 becomes 03:00 on 4 October: ten minutes after 01:50 it is 03:00
    expect(call(voice(3, 8), '2026-10-04T01:50:00', 1200)).toBe('offpeak+peak 1200s 7.2')
    // 03:00 becomes 02:00 on 5 April: the hour from 02:00 passes twice, and peak begins 80 minutes after 02:40
    expect(call(voice(3, 8), '2026-04-05T02:40:00', 90 * 60)).toBe('offpeak+peak 5400s 15.6')
    expect(call(voice(0, 3), '2026-10-04T01:50:00', 1200)).toBe('peak+offpeak 1200s 7.2')
  })

  it('takes increments of the band in which it starts, and its first increment whole', () => {
    const form = { rates: [rate('peak', 600_000n, { first: 60_000 }), rate('offpeak', 120_000n, { next: 1000 })] }
    expect(call(voice(8, 20, form), '2026-06-17T19:59:30', 61)).toBe('peak+offpeak 90s 0.66')
  })

  it('spends an allowance from the start of the call', () => {
    expect(call(day, '2026-06-17T19:59:00', 120, 30_000)).toBe('peak+offpeak 120s 0.42')
    expect(call(day, '2026-06-17T19:59:00', 120, 90_000)).toBe('peak+offpeak 120s 0.06')
    expect(call(day, '2026-06-17T19:59:00', 120, 120_000)).toBe('peak+offpeak 120s 0')
  })

  it('is rated by its start when the tariff says so', () => {
    expect(call(voice(8, 20, { split: false }), '2026-06-17T19:59:30', 61)).toBe('peak 90s 0.9')
  })
})

describe('explain', () => {
  it('shows the steps in their fixed order and the places of the rules', () => {
    const tariff = voice(8, 20, { rates: [rate('peak', 600_000n, { setup: 390_000n }), rate('offpeak', 120_000n)] })
    const startedAt = Temporal.PlainDateTime.from('2026-06-17T19:59:30').toZonedDateTime(ZONE).epochMilliseconds
    const event = { startedAt, quantity: 61_000, to: '' }
    const outcome = tariff.rate(event)
    if (!outcome.ok) throw new Error(outcome.detail)
    const explanation = tariff.explain(event, outcome, 'sha256:00')
    expect(explanation.rule).toEqual({ rule: 'peak', ...PLACE })
    expect(explanation.steps.map(({ step, detail, result }) => `${step}: ${detail} -> ${result}`)).toEqual([
      'quantity: used -> 1 min 1 s',
      'increments: billed in 30s / 30s -> 1 min 30 s',
      'bands: starts 2026-06-17 19:59:30: peak = by day -> peak 30 s',
      'bands: crosses into the next band: offpeak = otherwise -> offpeak 1 min',
      'tiers: peak: 30 s at so much per minute -> 0.30',
      'tiers: offpeak: 1 min at so much per minute (voice.farthing:20:3) -> 0.12',
      'setup: setup of the event -> 0.39',
      'amount: charge, exact to six decimals -> 0.810000'
    ])
    expect(explanation.amount).toBe('0.810000')
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
  })

  it('waives the setup of an event that an allowance covers, unless it is always charged', () => {
    const rates = [rate('peak', 600_000n, { setup: 390_000n }), rate('offpeak', 120_000n)]
    expect(call(voice(8, 20, { rates }), '2026-06-17T10:00:00', 30, 30_000)).toBe('peak 30s 0')
    expect(call(voice(8, 20, { rates, setupAlways: true }), '2026-06-17T10:00:00', 30, 30_000)).toBe('peak 30s 0.39')
    expect(call(voice(8, 20, { rates, setupAlways: true }), '2026-06-17T10:00:00', 0)).toBe('peak 0s 0')
  })
})
