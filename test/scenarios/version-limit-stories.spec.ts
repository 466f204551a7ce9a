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

/** Two versions that follow each other in the middle of a cycle; the feature is turned on anew under the second. */
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

async function net(rules: string, first: object, ...later: readonly object[]): Promise<(string | null)[]> {
  const life = await play({
    rules: `${base}${rules}`,
    billDay: 1,
    facts: [
      { on: '2026-03-01', do: 'subscribe', plan: 'mobile', features: ['extra'] },
      first,
      { on: '2026-03-18', do: 'feature', feature: 'extra', state: 'off' },
      { on: '2026-03-19', do: 'feature', feature: 'extra', state: 'on' },
      ...later,
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

describe('what is included over versions', () => {
  const away = [
    { on: '2026-03-10', do: 'change', plan: 'other' },
    { on: '2026-03-20', do: 'change', plan: 'mobile' }
  ]
  const other = 'plan other "Other" { tariff data-standard, calls }'
  const uses = [...away, use('2026-03-21T10:00', '2 GB')]

  it('is granted once in a cycle, though the plan has another version when it comes back', async () => {
    const included = ['tariff data-standard, calls', 'include 1 GB of data']
    const features = 'feature extra "Extra" { include 1 min of voice }'
    const rules = versions('plan mobile "Mobile"', included, ['include 5 min of voice', ...included])
    expect(await net(`${rules}${other}${features}`, use('2026-03-05T10:00', '1 GB'), ...uses)).toEqual([
      '0.000000',
      '2.000000'
    ])
  })

  it('is as often there as it is written', async () => {
    const included = ['tariff data-standard, calls', 'include 1 GB of data', 'include 1 GB of data']
    const features = 'feature extra "Extra" { include 1 min of voice }'
    const rules = versions('plan mobile "Mobile"', included, included)
    expect(await net(`${rules}${other}${features}`, use('2026-03-05T10:00', '1 GB'), ...uses)).toEqual([
      '0.000000',
      '1.000000'
    ])
  })
})

describe('a version that begins in the middle of a cycle', () => {
  const body = (cap: string): string[] => ['tariff data-standard, calls', `cap data at ${cap} per cycle`]
  const inPlan = `${versions('plan mobile "Mobile"', body('3.00'), body('9.00'))}feature extra "Extra" { setup 1.00 }`
  const inFeature = extra(['cap data at 3.00 per cycle'], ['cap data at 9.00 per cycle']).replace(
    '  include 1 GB of data\n',
    ''
  )

  it.each([
    ['plan', inPlan],
    ['feature', inFeature]
  ])('of a %s brings its cap at once, and what was spent under the one before counts', async (_kind, rules) => {
    const life = await play({
      rules: `${base}${rules}`,
      billDay: 1,
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile', features: ['extra'] },
        use('2026-03-05T10:00', '5 GB'),
        use('2026-03-20T10:00', '5 GB'),
        use('2026-04-02T10:00', '20 GB'),
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(each => each.net)).toEqual(['3.000000', '5.000000', '9.000000'])
  })
})

describe('the day on which a version begins', () => {
  const sale = (percent: string): string[] => ['offer "Sale" {', `  data is ${percent} off`, '}']

  it.each(['Australia/Perth', 'Pacific/Auckland'])(
    "is the operator's, for a feature too, where the customer is in %s",
    async zone => {
      const life = await play({
        rules: `${base}${extra(sale('10%'), sale('50%')).replace('  include 1 GB of data\n', '')}`,
        ...{ billDay: 1, zone },
        facts: [
          { on: '2026-03-01', do: 'subscribe', plan: 'mobile', features: ['extra'] },
          ...['2026-03-15T23:30+11:00', '2026-03-16T00:30+11:00'].map(at => use(localTime(at, zone), '1 GB')),
          { on: '2026-04-01', do: 'advance' }
        ]
      })
      expect(life.ratedUsage.map(each => each.net)).toEqual(['0.900000', '0.500000'])
    }
  )
})

/** As the customer's clock has it. */
function localTime(at: string, zone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString()
}
