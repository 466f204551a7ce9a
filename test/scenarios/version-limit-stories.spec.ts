// What was bought, spent and granted in a cycle belongs to its service, wherever the next version writes its statement.
import { play } from './play.ts'

const base = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
tariff calls for voice { rates {
  | price        |
  | 0.10 per min |
} }
`

const plain = `
plan mobile "Mobile" {
  tariff data-standard, calls
  include 1 GB of data
  include 10 min of voice
}
`

/** Two versions that follow each other in the middle of a cycle. */
const versions = (kind: string, before: readonly string[], after: readonly string[]): string => `
${kind} {
  until 2026-03-16
  ${before.join('\n  ')}
}
${kind} {
  from 2026-03-16
  ${after.join('\n  ')}
}
`

const use = (at: string, quantity: string): object => {
  return { at, do: 'use', service: quantity.endsWith('min') ? 'voice' : 'data', quantity, to: '+61393334444' }
}

async function net(rules: string, ...uses: readonly object[]): Promise<(string | null)[]> {
  const life = await play({
    rules: `${base}${rules}`,
    billDay: 1,
    facts: [
      { on: '2026-03-01', do: 'subscribe', plan: 'mobile', features: ['extra'] },
      ...uses,
      { on: '2026-04-01', do: 'advance' }
    ]
  })
  return life.ratedUsage.map(each => each.net)
}

const extra = (before: readonly string[], after: readonly string[]): string =>
  plain + versions('feature extra "Extra"', before, after)

describe('packs over versions', () => {
  it('are used up when a later version allows fewer than were bought', async () => {
    const packs = (most: string): string => `when data runs out: 4.00 per started 5 GB, at most ${most}`
    expect(
      await net(
        extra([packs('3 times')], [packs('1 time')]),
        use('2026-03-05T10:00', '14 GB'),
        use('2026-03-20T10:00', '5 GB')
      )
    ).toEqual(['12.000000', '3.000000'])
  })

  it('stay with their service when another one is written before them', async () => {
    const data = 'when data runs out: 4.00 per started 5 GB'
    expect(
      await net(
        extra([data], ['when voice runs out: 3.00 per started 100 min', data]),
        use('2026-03-05T10:00', '2 GB'),
        use('2026-03-20T10:00', '110 min'),
        use('2026-03-21T10:00', '4 GB')
      )
    ).toEqual(['4.000000', '3.000000', '0.000000'])
  })
})

describe('caps and minimums over versions', () => {
  it('stay with what they count', async () => {
    expect(
      await net(
        extra(['cap data at 3.00 per cycle'], ['cap voice at 2.00 per cycle', 'cap data at 3.00 per cycle']),
        use('2026-03-05T10:00', '4 GB'),
        use('2026-03-20T10:00', '40 min'),
        use('2026-03-21T10:00', '4 GB')
      )
    ).toEqual(['3.000000', '2.000000', '0.000000'])
  })

  it('of a day and of the cycle are two', async () => {
    expect(
      await net(
        extra(['cap data at 3.00 per cycle'], ['cap data at 2.00 per day', 'cap data at 6.00 per cycle']),
        use('2026-03-05T10:00', '5 GB'),
        use('2026-03-20T10:00', '4 GB'),
        use('2026-03-21T10:00', '4 GB')
      )
    ).toEqual(['3.000000', '2.000000', '1.000000'])
  })
})
