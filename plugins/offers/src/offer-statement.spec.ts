import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const tariff = `
tariff calls for voice {
  from 2026-01-01
  one zone anywhere
  rates {
    | price           |
    | 0.10 per minute |
  }
}
`

const inOffer = (text: string) => testStatement(plugin, `offer "A" {\n${text}\n}`, tariff)

describe('an offer', () => {
  it.each([
    ['voice is free', { effect: { kind: 'free' }, zones: null }],
    ['voice to anywhere is 12.5% off', { effect: { kind: 'percent', micro: 12_500_000n }, zones: ['anywhere'] }],
    ['voice costs 0.05 per minute', { effect: { kind: 'price', micro: 50_000n, perTicks: 60_000, started: false } }],
    [
      'voice costs 0.10 per started 30s',
      { effect: { kind: 'price', micro: 100_000n, perTicks: 30_000, started: true } }
    ],
    ['voice costs 0.20 per call', { effect: { kind: 'price', micro: 200_000n, perTicks: null } }],
    ['voice costs free', { effect: { kind: 'free' } }]
  ])('%s', (text, term) => {
    expect(inOffer(text)).toMatchObject({ ok: true, values: [{ title: 'A', terms: [{ service: 'voice', ...term }] }] })
  })

  it('says when it applies and what it goes before', () => {
    const text = `voice is free
      from 2026-12-01 until 2027-02-01
      on saturday, sunday 08:00..20:00
      after 100 min of voice in the cycle
      overrides "B"`
    expect(testStatement(plugin, `offer "A" {\n${text}\n}\noffer "B" { voice is 10% off }`, tariff)).toMatchObject({
      ok: true,
      values: [
        {
          from: '2026-12-01',
          until: '2027-02-01',
          times: { hours: { parts: [{ days: { days: [6, 7] }, times: { from: 480, until: 1200 } }] }, except: null },
          after: { service: 'voice', ticks: 6_000_000 },
          overrides: ['B']
        },
        { from: null, until: null, after: null, overrides: [] }
      ]
    })
  })

  it.each([
    ['', 'offers.term'],
    ['voice is 0% off', 'at most 100%'],
    ['voice is 101% off', 'at most 100%'],
    ['voice costs 0.10 per MB', 'tariffs for voice count seconds'],
    ['voice costs 0.10 per 2 calls', 'for each use'],
    ['voice is free\nvoice to anywhere is 10% off', 'says twice what voice costs'],
    ['voice is free\nafter 1 GB of voice in the cycle', 'tariffs for voice count seconds'],
    ['voice is free\non saturday, holidays', 'names no calendar'],
    ['voice is free\noverrides "C"', 'has no other of that name'],
    ['voice is free\noffer "B" {\nvoice is free\n}', '`offer` does not stand in an `offer` block; it stands in `plan`'],
    ['voice is free\noverides "B"', 'begins with `overides`'],
    ['fax is free', 'fax'],
    ['voice to mars is free', 'mars']
  ])('%s is refused', (text, reason) => {
    const tested = inOffer(text)
    expect(tested).toMatchObject({ ok: false })
    expect(tested.ok ? '' : tested.errors.join()).toContain(reason)
  })
})
