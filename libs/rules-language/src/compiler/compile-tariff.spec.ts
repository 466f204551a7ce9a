// The generated code against a walker that is slow and plain.
import { ticksPer } from '@farthing/billing-core/values'
import fc from 'fast-check'
import type { RatingEvent } from '../rule-set/tariff.ts'
import { compileTariff, generatedRate } from './compile-tariff.ts'
import { type Described, formOf, PLACE, walk } from './plain-walker.ts'
import type { PriceForm, PriceStepForm, RateForm } from './tariff-form.ts'

const YEAR_START = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds
const DAY_MS = 86_400_000

const micro = fc.oneof(
  { weight: 9, arbitrary: fc.bigInt({ min: 0n, max: 5_000_000n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 14n }) }
)
const increment = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(1, 1000, 30_000, 60_000) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 400_000 }) }
)
const step = fc.record({
  length: fc.constantFrom(1n, 1000n, 45_000n, 60_000n, 180_000n),
  flat: fc.oneof(fc.constant(0n), micro),
  micro,
  per: fc.constantFrom(1n, 7n, 60_000n, 3_600_000n),
  text: fc.constant('some step')
})

function percentOf(micro: bigint): PriceForm {
  return { kind: 'percent', micro, text: 'a part of value' }
}

function stepsOf(parts: readonly (Omit<PriceStepForm, 'from' | 'until'> & { readonly length: bigint })[]): PriceForm {
  let from = 0n
  const steps = parts.map(({ length, ...rest }, index) => {
    const start = from
    from += length
    return { ...rest, from: start, until: index === parts.length - 1 ? null : from }
  })
  return { kind: 'steps', steps, text: 'some steps' }
}

const price: fc.Arbitrary<PriceForm> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'free' as const }) },
  { weight: 1, arbitrary: micro.map(value => ({ kind: 'event' as const, micro: value })) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      micro,
      per: fc.constantFrom(1n, 7n, 1000n, 60_000n, 3_600_000n, 10n ** 9n),
      started: fc.boolean(),
      text: fc.constant('some price')
    })
  },
  { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: 150_000_000n }).map(percentOf) },
  { weight: 2, arbitrary: fc.array(step, { minLength: 2, maxLength: 3 }).map(stepsOf) }
)
const rate: fc.Arbitrary<RateForm> = fc.record({
  at: fc.constant({ rule: 'tariff random', ...PLACE }),
  price,
  setup: fc.oneof(fc.constant(0n), micro),
  first: increment,
  next: increment,
  increments: fc.constant('some'),
  grace: fc.constantFrom(0, 0, 0, 1, 3000, 60_000),
  minimum: fc.option(micro),
  maximum: fc.option(micro)
})
const hours = fc.oneof(
  fc.constantFrom([480, 1200], [0, 120], [120, 180], [150, 1440], [180, 1320]),
  fc.tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
)
const times = <T>(count: number, one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: count, maxLength: count })
const prefixesOf = (zones: number): fc.Arbitrary<{ prefix: string; zone: number }[]> =>
  fc.uniqueArray(
    fc.record({ prefix: fc.stringMatching(/^[0-9]{1,4}$/), zone: fc.integer({ min: 0, max: zones - 1 }) }),
    { selector: entry => entry.prefix, minLength: 1, maxLength: 6 }
  )
const described: fc.Arbitrary<Described> = fc
  .record({
    zones: fc.integer({ min: 1, max: 3 }),
    origins: fc.constantFrom(1, 1, 2, 3),
    banded: fc.constantFrom(true, true, false),
    oneZone: fc.boolean()
  })
  .chain(({ zones, origins, banded, oneZone }) =>
    fc.record({
      unit: fc.constantFrom('second' as const, 'second' as const, 'byte' as const),
      clockZone: fc.constantFrom(
        'UTC',
        'Australia/Melbourne',
        'Europe/Berlin',
        'Australia/Lord_Howe',
        'America/St_Johns'
      ),
      prefixes: oneZone ? fc.constant([]) : prefixesOf(zones),
      originPrefixes: origins === 1 ? fc.constant([]) : prefixesOf(origins),
      zoneBy: fc.constantFrom('called' as const, 'called' as const, 'calling' as const),
      bandRule: banded
        ? fc
            .record({
              days: fc.constantFrom([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5], [6, 7], [7]),
              range: hours,
              exceptHolidays: fc.boolean()
            })
            .map(({ range: [from = 0, until = 0], ...rest }) => ({ ...rest, from, until }))
        : fc.constant(null),
      holidays: fc.subarray(DAYS.slice(0, 6)),
      split: fc.constantFrom(true, true, false),
      setupAlways: fc.boolean(),
      rates: times(origins, times(zones, times(banded ? 2 : 1, rate)))
    })
  )

const DAYS = ['2026-01-01', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-12-25', '2026-06-17']

/** Around the edges of bands, of days, of clock changes and of holidays, or anywhere in the year. */
function momentOf({ clockZone, bandRule }: Described): fc.Arbitrary<number> {
  const edges = [0, 120, 180, 1440, bandRule?.from ?? 0, bandRule?.until ?? 0]
  const near = fc
    .tuple(
      fc.constantFrom(...DAYS),
      fc.constantFrom(...edges),
      fc.integer({ min: -20, max: 5 }),
      fc.constantFrom(0, 0, 1, -1)
    )
    .map(([day, minute, steps, ms]) => {
      const midnight = Temporal.PlainDate.from(day).toZonedDateTime(clockZone).epochMilliseconds
      return midnight + minute * 60_000 + steps * 30_000 + ms
    })
  return fc.oneof(
    near,
    near,
    fc.integer({ min: 0, max: 365 * DAY_MS - 1 }).map(ms => YEAR_START + ms)
  )
}

const quantity = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(steps => steps * 30_000),
  fc.integer({ min: 0, max: 7_200_000 }),
  fc.integer({ min: 0, max: 2 ** 40 }),
  fc.constantFrom(
    0,
    1,
    60_000,
    61_000,
    DAY_MS,
    366 * DAY_MS,
    366 * DAY_MS + 1,
    2 ** 52,
    2 ** 53 - 1,
    -1,
    0.5,
    NaN,
    Infinity
  )
)

function eventOf(tariff: Described): fc.Arbitrary<RatingEvent> {
  const [to, from] = [tariff.prefixes, [...tariff.originPrefixes, ...tariff.prefixes]].map(prefixes =>
    fc.oneof(
      fc.constantFrom('12345', ...prefixes.map(({ prefix }) => `${prefix}12345`)),
      fc.stringMatching(/^[0-9]{0,12}$/),
      fc.constantFrom('', '+61', 'abc')
    )
  ) as [fc.Arbitrary<string>, fc.Arbitrary<string>]
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 50_000_000 }) },
    { weight: 2, arbitrary: fc.maxSafeNat() },
    { weight: 2, arbitrary: fc.constantFrom(0, 1, 2 ** 53 - 1, 2 ** 53, -1, 0.5, NaN) }
  )
  return fc
    .record({
      startedAt: momentOf(tariff),
      quantity,
      to,
      from: fc.option(from, { nil: undefined }),
      value: fc.option(value)
    })
    .map(({ from: caller, ...rest }) => (caller === undefined ? rest : { ...rest, from: caller }))
}

const covered = fc.option(fc.oneof(fc.integer({ min: 0, max: 8_000_000 }), fc.constantFrom(1, 2 ** 53 - 1)), {
  nil: undefined
})

const story = described.chain(tariff =>
  fc.record({
    tariff: fc.constant(tariff),
    events: fc.array(fc.tuple(eventOf(tariff), covered), { minLength: 15, maxLength: 25 })
  })
)

describe('compileTariff', () => {
  it('rates and explains as the plain walker does, on random tariffs and events', () => {
    let compared = 0
    fc.assert(
      fc.property(story, ({ tariff, events }) => {
        const version = compileTariff(formOf(tariff))
        for (const [one, ticks] of events) {
          const expected = walk(tariff, one, ticks ?? 0)
          if (expected === 'too long to walk') continue
          compared++
          const outcome = version.rate(one, ticks)
          if (!outcome.ok) {
            expect(outcome.reason).toBe(expected)
            continue
          }
          const { amount, billed, zone, bands } = outcome
          expect({ amount: BigInt(amount), billed, zone, bands }).toEqual(expected)
          const explanation = version.explain(one, outcome, 'sha256:test')
          expect(explanation.steps.at(-1)?.result).toBe(explanation.amount)
          expect(explanation.amount.replace('.', '')).toBe(String(amount).padStart(7, '0'))
        }
      }),
      { numRuns: 200 }
    )
    expect(compared).toBeGreaterThan(1000)
  }, 60_000)

  it('leaves no percentage of a value to the exact rater, up to values whose amounts plain numbers cannot hold', () => {
    const price = percentOf(7_500_000n)
    const plain = { setup: 250_000n, first: 1, next: 1, increments: '', grace: 0, minimum: null, maximum: null }
    const form = formOf({
      ...{ unit: 'second', clockZone: 'UTC', prefixes: [], originPrefixes: [], zoneBy: 'called', bandRule: null },
      ...{ holidays: [], split: false, setupAlways: false },
      rates: [[[{ at: { rule: 'tariff random', ...PLACE }, price, ...plain }]]]
    })
    const left = { ok: false, reason: 'left to the exact rater' }
    const rate = generatedRate(form, () => left)
    const event = { startedAt: YEAR_START, quantity: 1000, to: '' }
    expect(rate({ ...event, value: 12_340_000 })).toMatchObject({ amount: 250_000 + 925_500 })
    expect(rate({ ...event, value: 12_340_000 }, 1000)).toMatchObject({ amount: 0 })
    expect(rate({ ...event, value: 10 ** 14 })).toMatchObject({ amount: 250_000 + 75 * 10 ** 11 })
    for (const value of [2 ** 53 - 1, -1, 0.5, NaN, null]) expect(rate({ ...event, value })).toBe(left)
  })

  it('counts a second as a thousand ticks', () => {
    expect(ticksPer('second')).toBe(1000)
  })
})
