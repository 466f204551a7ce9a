// The name of what a tariff's prices come to: the same however it is written, another one as soon as a price, a band or a zone differs.
import { allPlugins, rulesOf } from './play.ts'

const registry = await allPlugins()

function tariff(band: string, rates: string, dates = '') {
  const text = `operator "Paper" { currency AUD; time zone "Australia/Melbourne" }
tariff voice for voice {
  ${dates}
  ${band}
  band night = otherwise
  rates {
${rates}
  }
}
`
  const [version] = rulesOf(text, registry).tariffs.get('voice') ?? []
  if (version === undefined) throw new Error('the tariff is there')
  return version
}

const day = 'band day = saturday, monday..friday 08:00..20:00'
const rates = '| band | price |\n| day | 0.25 per minute |\n| night | 0.10 per minute |'
const plain = tariff(day, rates)

describe('the fingerprint of a tariff', () => {
  it.each([
    ['over lines, with remarks', day.replace(', ', ',  # and\n      '), rates, ''],
    ['in columns', day, '| band  | price           |\n| day   | 0.25 per minute |\n| night | 0.10 per minute |', ''],
    ['for other days', day, rates, 'from 2026-01-01 until 2027-01-01']
  ])('is the same when it is written %s', (_, band, table, dates) => {
    expect(tariff(band, table, dates).fingerprint).toBe(plain.fingerprint)
  })

  it.each([
    ['a price', day, rates.replace('0.25', '0.26')],
    ['a band', day.replace('20:00', '20:30'), rates],
    ['a setup', day, '| band | price | setup |\n| day | 0.25 per minute | 0.05 |\n| night | 0.10 per minute | |']
  ])('is another one for %s', (_, band, table) => {
    expect(tariff(band, table).fingerprint).not.toBe(plain.fingerprint)
  })

  it('leaves a band that is written over lines its words', () => {
    const written = tariff(day.replace(', ', ',  # and\n      '), rates)
    const event = {
      startedAt: Temporal.Instant.from('2026-03-02T00:00:00Z').epochMilliseconds,
      quantity: 60_000,
      to: ''
    }
    const rated = written.rate(event)
    if (!rated.ok) throw new Error(rated.detail)
    const told = JSON.stringify(written.explain(event, rated, 'v').steps)
    expect(told).toContain('saturday, monday..friday 08:00..20:00')
  })
})
