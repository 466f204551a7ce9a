import { DecimalSum } from './decimal-sum.ts'
import { countedAs, FileTotals } from './file-totals.ts'

describe('a sum of decimals', () => {
  it.each([
    [['1', '2'], '3'],
    [['0.1', '0.2'], '0.3'],
    [['1.25', '0.75'], '2'],
    [['-0.5', '0.25'], '-0.25'],
    [['+1', '-1.000'], '0'],
    [['9007199254740993', '0.000000000000000001'], '9007199254740993.000000000000000001'],
    [[], '0']
  ])('%j is %s', (texts, sum) => {
    const sums = new DecimalSum()
    for (const text of texts) expect(sums.add(text)).toBe(true)
    expect(String(sums)).toBe(sum)
  })

  it.each(['', '1,5', '1.', '.5', '1e3', '0x10', ' 1', '9'.repeat(61)])('takes no %j', text => {
    const sums = new DecimalSum()
    expect(sums.add(text)).toBe(false)
    expect(String(sums)).toBe('0')
  })
})

describe('totals of a file', () => {
  const begun = (): FileTotals => {
    const totals = new FileTotals({
      ...{ name: 'trailer', missing: 'the file has no trailer', again: 'second-trailer' },
      figures: [
        { field: 'records', tell: countedAs('record') },
        { field: 'total', tell: figure => `a total of ${figure}` }
      ]
    })
    for (const text of ['60', '1.50', 'x']) {
      totals.count()
      totals.add(1, text)
    }
    return totals
  }

  it.each([
    [[['3', '61.5']], null],
    [[['3', '61.50']], null],
    [[], 'the file has no trailer: 3 records and a total of 61.5 were read'],
    [
      [['4', '61.5']],
      'the trailer says 4 records and a total of 61.5, but 3 records and a total of 61.5 were read: ask for the file again'
    ],
    [
      [['3', '60']],
      'the trailer says 3 records and a total of 60, but 3 records and a total of 61.5 were read: ask for the file again'
    ],
    [
      [['3', 'many']],
      'the trailer has no number as total (`many`), and 3 records and a total of 61.5 were read: ask for the file again'
    ],
    [
      [
        ['3', '61.5'],
        ['0', '0']
      ],
      'the file has a second trailer, which says 0 records and a total of 0, and 3 records and a total of 61.5 were read: ask for the file again'
    ],
    [
      [
        ['3', '61.5'],
        ['3', '61.5']
      ],
      null
    ]
  ])('that say %j: %s', (lines, problem) => {
    const totals = begun()
    const outcomes = lines.map(decimals => totals.close('TRL', decimals))
    expect(totals.problem()).toBe(problem)
    expect(outcomes[1] ?? null).toEqual(
      lines.length < 2 ? null : { kind: 'malformed', field: 'line', reason: 'second-trailer', detail: 'TRL' }
    )
  })
})
