// What a use comes to with a rest of it that was told later: what it comes to in one.
import { tariffAt } from '@farthing/rules-language'
import { type RatedRecord, wholeUse } from '@farthing/simulator'
import fc from 'fast-check'
import { allPlugins, rulesOf } from './play.ts'

const rules = rulesOf(
  `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
tariff talk for voice {
  one zone anywhere
  rates {
    | setup | price           | increment |
    | 0.39  | 0.25 per minute | 60s / 30s |
  }
}
`,
  await allPlugins()
)
const startedAt = Temporal.Instant.from('2026-03-10T00:00:00Z').epochMilliseconds
const called = { startedAt, to: '', from: '', value: null }

function call(quantity: number): RatedRecord {
  const tariff = tariffAt(rules, 'talk', startedAt)
  const rated = tariff?.rate({ ...called, quantity })
  if (tariff === undefined || rated?.ok !== true) throw new Error('every call has a rate')
  return { ok: true, stretch: -1, event: { ...called, quantity }, tariff, namedBy: null, rules, rated }
}

describe('a use with its rest', () => {
  it('pays its setup and its first increment once', () => {
    expect(wholeUse(call(7000), { startedAt, quantity: 60_000 })).toMatchObject({
      event: { quantity: 67_000 },
      rated: { billed: 90_000, amount: 765_000 }
    })
  })

  it('comes to what it is in one, wherever it was cut', () => {
    const ticks = fc.integer({ min: 0, max: 86_400_000 })
    fc.assert(
      fc.property(ticks, ticks, (quantity, rest) => {
        expect(wholeUse(call(rest), { startedAt, quantity })).toEqual(call(quantity + rest))
      })
    )
  })

  it('that is longer than one use may be has none, and says so', () => {
    expect(wholeUse(call(1000), { startedAt, quantity: 366 * 86_400_000 })).toMatchObject({
      ok: false,
      field: 'quantity',
      reason: 'bad-quantity',
      detail: expect.stringContaining('with what is rated of it: ')
    })
  })
})
