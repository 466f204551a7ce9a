import { biggestChanges, diffDecks, type DeckDifference } from './diff-decks.ts'
import { readDeckFile, readDecks } from './read-decks.ts'

const header = 'zone,band,setup,price,increment'

function diff(before: string, after: string): DeckDifference {
  const [old, fresh] = [readDeckFile('old.csv', before), readDeckFile('new.csv', after)]
  expect([...old.diagnostics, ...fresh.diagnostics]).toEqual([])
  return diffDecks(old.decks, fresh.decks)
}

const rates = (...rows: readonly string[]): string => [header, ...rows, ''].join('\n')

describe('a row of two rate decks', () => {
  it.each([
    ['rose', '0.20 per minute', '0.25 per minute', { kind: 'up', by: '0.05', basisPoints: 2500 }],
    ['fell', '0.25 per minute', '0.20 per minute', { kind: 'down', by: '-0.05', basisPoints: -2000 }],
    ['is compared for what the old price is per', '0.01 per second', '0.30 per minute', { kind: 'down', by: '-0.005' }],
    ['is no longer free', 'free', '0.10 per minute', { kind: 'up', by: '', basisPoints: null }],
    ['is free now', '0.10 per minute', 'free', { kind: 'down', by: '', basisPoints: null }],
    ['is per call now', '0.10 per minute', '0.10 per call', { kind: 'changed', columns: ['price'] }],
    ['is by started units now', '1.00 per 10 GB', '1.00 per started 10 GB', { kind: 'changed', columns: ['price'] }],
    ['of the value rose', '10% of value', '12.5% of value', { kind: 'up', by: '2.5', basisPoints: 2500 }],
    ['is no longer a part of the value', '10% of value', '0.10 per call', { kind: 'changed', columns: ['price'] }],
    ['is in other money', '0.10 per minute', '0.10 EUR per minute', { kind: 'changed', columns: ['price'] }]
  ])('%s: %s, then %s', (_, before, after, change) => {
    const { changes, counts } = diff(rates(`fiji,*,,${before},`), rates(`fiji,*,,${after},`))
    expect(changes).toEqual([expect.objectContaining({ key: { zone: 'fiji', band: '*' }, ...change })])
    expect(counts[change.kind as 'up']).toBe(1)
  })

  it.each([
    ['the same price in other words', 'fiji,,0.39,0.60 per minute,60s', 'fiji,*,0.390,0.01 per second,1 min / 60s'],
    ['a setup of nothing', 'fiji,*,0.00,0.10 per minute,', 'fiji,*,,0.10 per minute,'],
    ['nothing at all', 'fiji,*,,0.10 per minute,', 'fiji,*,,0.10 per minute,']
  ])('has not changed: %s', (_, before, after) => {
    expect(diff(rates(before), rates(after))).toMatchObject({ changes: [], counts: { unchanged: 1 } })
  })

  it('may rise and change its setup and increment', () => {
    const { changes, counts } = diff(rates('fiji,*,0.39,0.20 per minute,60s'), rates('fiji,*,0.45,0.30 per minute,1s'))
    expect(changes).toMatchObject([{ kind: 'up', columns: ['setup', 'price', 'increment'] }])
    expect(counts.columns).toEqual({ setup: 1, increment: 1 })
  })

  it.each([
    [
      'a setup fell',
      '0.10,0.20 per minute,,',
      '0.05,0.20 per minute,,',
      { kind: 'down', by: '-0.05', basisPoints: -5000 }
    ],
    [
      'a setup is gone',
      '0.10,0.20 per minute,,',
      ',0.20 per minute,,',
      { kind: 'down', by: '-0.1', basisPoints: -10_000 }
    ],
    ['a setup is new', ',0.20 per minute,,', '0.10,0.20 per minute,,', { kind: 'up', by: '0.1', basisPoints: null }],
    [
      'a minimum rose',
      ',0.20 per minute,,0.10',
      ',0.20 per minute,,0.25',
      { kind: 'up', by: '0.15', basisPoints: 15_000 }
    ],
    ['both fell', '0.10,free,,0.20', '0.05,free,,0.10', { kind: 'down', by: '-0.05', columns: ['setup', 'minimum'] }],
    ['one rose, one fell', '0.10,free,,0.20', '0.05,free,,0.30', { kind: 'changed', by: '' }],
    ['the price rose and the setup fell', '0.10,0.20 per minute,,', ',0.30 per minute,,', { kind: 'changed', by: '' }],
    ['a setup is in other money', '0.10,free,,', '0.10 EUR,free,,', { kind: 'changed', columns: ['setup'] }],
    ['only the increment is another', ',free,60s,', ',free,1s,', { kind: 'changed', columns: ['increment'] }]
  ])('goes by what an event costs: %s', (_, before, after, change) => {
    const deck = (row: string): string => `${header},minimum\nfiji,*,${row}\n`
    expect(diff(deck(before), deck(after)).changes).toEqual([expect.objectContaining(change)])
  })

  it('is new, or gone, with its place', () => {
    const { changes } = diff(rates('fiji,*,,free,'), rates('samoa,*,,free,'))
    expect(changes).toMatchObject([
      { kind: 'new', key: { zone: 'samoa' }, before: null, after: { file: 'new.csv', line: 2 } },
      { kind: 'gone', key: { zone: 'fiji' }, before: { file: 'old.csv', line: 2 }, after: null }
    ])
  })
})

describe('a row that can never win', () => {
  it('is for the same as an earlier one', () => {
    const { shadowed } = diff(rates(), rates('fiji,*,,free,', 'fiji,,,0.10 per call,'))
    expect(shadowed).toMatchObject([{ row: { line: 3 }, because: 'new.csv:2 is for the same' }])
  })

  it('is for every band, and each has its own', () => {
    const { shadowed } = diff(rates(), rates('fiji,*,,free,', 'fiji,peak,,free,', 'fiji,off,,free,', 'samoa,*,,free,'))
    expect(shadowed).toMatchObject([{ row: { line: 2 }, because: 'every band has a row of its own: peak, off' }])
  })

  it('is a prefix whose longer ones take everything', () => {
    const longer = Array.from({ length: 10 }, (_, digit) => `61${digit},z-${digit}`)
    const { shadowed } = diff('prefix,zone\n', ['prefix,zone', '61,national', ...longer, '64,fiji'].join('\n'))
    expect(shadowed).toMatchObject([{ row: { key: { prefix: '61' } } }])
  })
})

describe('decks', () => {
  it('of prefixes say which zone a number moved to', () => {
    const { changes } = diff('prefix,zone\n61,national\n', 'prefix,zone\n61,local\n')
    expect(changes).toMatchObject([{ kind: 'changed', key: { prefix: '61' }, columns: ['zone'] }])
  })

  it('may have their prices by prefix', () => {
    const { changes } = diff('prefix,price\n61,0.10 per minute\n', 'prefix,price\n61,0.20 per minute\n')
    expect(changes).toMatchObject([{ kind: 'up', key: { prefix: '61' }, basisPoints: 10_000 }])
  })

  it('of a set of rules are its zone tables and the versions of its tariffs', () => {
    const rules = (price: string): ReadonlyMap<string, string> =>
      new Map([
        [
          'a.farthing',
          `zones world { | prefix | zone |\n| 61 | national | }
tariff calls for voice { from 2026-01-01; zone by called number in world
  rates { | zone | price |\n| national | ${price} | } }`
        ]
      ])
    const [old, fresh] = ['0.10 per minute', '0.12 per minute'].map(price =>
      readDecks({ files: rules(price), signatures: [] })
    )
    const { counts, changes } = diffDecks(old?.decks ?? [], fresh?.decks ?? [])
    expect(counts).toMatchObject({ before: 2, after: 2, unchanged: 1, up: 1 })
    expect(changes).toMatchObject([{ deck: 'tariff calls from 2026-01-01', key: { zone: 'national', band: '*' } }])
  })

  it('with setups that are new have them after greater rises', () => {
    const difference = diff(
      rates('fiji,*,,0.10 per minute,', 'samoa,*,,0.10 per minute,', 'tonga,*,,free,'),
      rates('fiji,*,0.05,0.10 per minute,', 'samoa,*,,0.12 per minute,', 'tonga,*,,0.10 per minute,')
    )
    expect(biggestChanges(difference, 'up', 3).map(({ key }) => key['zone'])).toEqual(['tonga', 'samoa', 'fiji'])
  })

  it('of many rows have their biggest rises first', () => {
    const rows = (price: (zone: number) => number): string =>
      rates(...Array.from({ length: 5_000 }, (_, zone) => `z-${zone},*,0.39,${price(zone)} per minute,60s / 30s`))
    const difference = diff(
      rows(() => 100),
      rows(zone => (zone % 10 === 0 ? 100 + zone / 100 : 100))
    )
    expect(difference.counts).toMatchObject({ up: 499, unchanged: 4_501 })
    expect(biggestChanges(difference, 'up', 2).map(({ key }) => key['zone'])).toEqual(['z-4990', 'z-4980'])
  })
})
