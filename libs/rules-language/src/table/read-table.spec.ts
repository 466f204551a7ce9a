import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { parseFile } from '../statement/parse-file.ts'
import { rateColumns, sampleCatalogue } from '../statement/sample-signatures.ts'
import { SourceText } from '../text/source-text.ts'
import { readCsv, readTable } from './read-table.ts'

const catalogue = sampleCatalogue()

function parseTable(...rows: string[]) {
  const text = ['tariff t for voice {', '  rates {', ...rows.map(row => `    ${row}`), '  }', '}'].join('\n')
  const { matches, diagnostics } = parseFile({ file: 't.rules', text }, catalogue)
  const rates = matches[0]?.children[0]
  if (!rates) throw new Error('no rates')
  return {
    rates,
    problems: diagnostics.map(({ code, message, line, column }) => `${line}:${column} ${code} ${message}`)
  }
}

function parseCsv(...lines: string[]) {
  const problems = new DiagnosticList(new SourceText('rates.csv', lines.join('\n')))
  const rows = [...readCsv(problems.source, rateColumns, problems)]
  return {
    rows,
    problems: problems
      .toArray()
      .map(({ code, message, line, column, file }) => `${file}:${line}:${column} ${code} ${message}`)
  }
}

describe('readTable', () => {
  it('yields typed cells by column name, whatever the order of the columns', () => {
    const { rates, problems } = parseTable(
      '| price           | zone      | band | increment |   # a note',
      '| 0.25 per minute | national  | *    | 60s / 30s |',
      '',
      '| free            | "a | b"   |      |           |  # another | note'
    )
    expect(problems).toEqual([])
    const rows = [...readTable(rates, rateColumns)]
    expect(rows.map(({ cells }) => cells)).toEqual([
      {
        zone: 'national',
        band: '*',
        setup: null,
        price: {
          kind: 'per',
          money: { micro: 250000n, currency: null },
          per: { micro: 60000000n, unit: 'second' },
          started: false
        },
        increment: { first: { micro: 60000000n, unit: 'second' }, next: { micro: 30000000n, unit: 'second' } }
      },
      { zone: 'a | b', band: null, setup: null, price: { kind: 'free' }, increment: null }
    ])
    expect(rows[0]?.cellPlace('zone')).toEqual({ file: 't.rules', line: 4, column: 25 })
    expect(rows[1]?.place).toEqual({ file: 't.rules', line: 6, column: 5 })
  })

  it.each([
    [
      'an unknown column',
      ['| zone | pirce |', '| a | free |'],
      ['3:14 R0051 there is no column `pirce`; the columns are `zone`, `band`, `setup`, `price` and `increment`']
    ],
    [
      'no header',
      ['| a | free |'],
      ['3:5 R0050 the first row names the columns: expected `zone`, `band`, `setup`, `price`, `increment`']
    ],
    [
      'a column twice',
      ['| zone | zone | price |', '| a | b | free |'],
      ['3:14 R0052 the column `zone` is there twice']
    ],
    ['a missing column', ['| zone | band |', '| a | b |'], ['3:5 R0053 the column is missing: `price`']],
    ['too few cells', ['| zone | price |', '| a |'], ['4:5 R0054 this row has 1 cell, the header 2']],
    [
      'an empty cell',
      ['| zone | price |', '| a | |'],
      ['4:11 R0055 the cell of `price` is empty: write a price such as 0.25 per minute, or `free`']
    ],
    [
      'a * where it does not stand',
      ['| zone | price |', '| a | * |'],
      ['4:11 R0056 `*` does not stand in the column `price`']
    ],
    [
      'a price without its unit',
      ['| zone | price |', '| a | 0.25 |'],
      ['4:15 R0022 expected `per` after `0.25`; write a price such as 0.25 per minute, or `free`']
    ],
    ['a name of two words', ['| zone | price |', '| a b | free |'], ['4:7 R0058 `a b` is not one name; quote it']],
    [
      'more than one value',
      ['| zone | price |', '| a | free 1 |'],
      ['4:16 R0058 `free 1` goes on after a price such as 0.25 per minute, or `free`']
    ],
    [
      'a strange character',
      ['| zone | price |', '| a | 1.00\u20ac per call |'],
      ['4:15 R0001 this character means nothing here: `\u20ac` (currencies are three capital letters after the amount)']
    ],
    ['no last bar', ['| zone | price |', '| a | free'], ['4:15 R0057 the row does not end with `|`']],
    ['no first bar', ['| zone | price |', 'a | free |'], ['4:5 R0057 the row does not begin with `|`']],
    ['a header only', ['| zone | price |'], ['3:5 R0060 the table of `rates` has a header and no rows']],
    [
      'several wrong cells',
      ['| zone | price |', '| a b | 1 |', '| * | gratis |'],
      [
        '4:7 R0058 `a b` is not one name; quote it',
        '4:14 R0022 expected `per` after `1`; write a price such as 0.25 per minute, or `free`',
        '5:11 R0022 the column `price` takes a price such as 0.25 per minute, or `free`, not `gratis`'
      ]
    ]
  ])('reports %s', (_, rows, problems) => {
    expect(parseTable(...rows).problems).toEqual(problems)
  })
})

describe('a table without a column that must be there', () => {
  it('has its cells checked and yields no row', () => {
    const { rows, problems } = parseCsv('zone,prcie,setup', 'a,free,1 min', 'b,free,')
    expect(rows).toEqual([])
    expect(problems.map(problem => problem.split(' ', 2).join(' '))).toEqual([
      'rates.csv:1:6 R0051',
      'rates.csv:2:8 R0032'
    ])
  })
})

describe('readCsv', () => {
  it('reads the same cells; names are the fields themselves', () => {
    const { rows, problems } = parseCsv(
      '\ufeffzone,price,setup\r',
      'Papua New Guinea,0.90 per minute,0.39\r',
      '"Bonaire, Saba ""and"" more",free,\r',
      '\r',
      '*,0.15 per call,'
    )
    expect(problems).toEqual([])
    expect(rows.map(({ cells }) => [cells.zone, cells.setup?.micro ?? null])).toEqual([
      ['Papua New Guinea', 390000n],
      ['Bonaire, Saba "and" more', null],
      ['*', null]
    ])
    expect(rows[1]?.cellPlace('price')).toEqual({ file: 'rates.csv', line: 3, column: 30 })
  })

  it('takes semicolons and tabs where the header has them', () => {
    expect(parseCsv('zone;price', 'a;free').rows.length).toBe(1)
    expect(parseCsv('zone\tprice', 'a\tfree').rows.length).toBe(1)
  })

  it('places problems in the CSV file and goes on', () => {
    const { rows, problems } = parseCsv('zone,price', 'a,0.25', 'b', '"c,free', 'd,0.10 per MB', 'e,0.10 per mb')
    expect(rows.map(({ cells }) => cells.zone)).toEqual(['d'])
    expect(problems).toEqual([
      'rates.csv:2:7 R0022 expected `per` after `0.25`; write a price such as 0.25 per minute, or `free`',
      'rates.csv:3:1 R0054 this row has 1 cell, the header 2',
      'rates.csv:4:1 R0059 this quotation mark is never closed',
      'rates.csv:6:12 R0031 `mb` is not a unit; a quantity is wanted here, such as 30 min, 5 GB or 100 sms'
    ])
  })

  it('reports text after the quotation mark that ends a field', () => {
    const { problems } = parseCsv('zone,setup,price', 'a,"0.39" EUR,free', '"b" ,"0.39","free" until June')
    expect(problems).toEqual([
      'rates.csv:2:10 R0621 text stands after the quotation mark that ends this field, and would not be read',
      'rates.csv:3:20 R0621 text stands after the quotation mark that ends this field, and would not be read'
    ])
  })

  it('says nothing about an empty file and reads a header without rows', () => {
    expect(parseCsv('')).toEqual({ rows: [], problems: [] })
    expect(parseCsv('zone,price')).toEqual({ rows: [], problems: [] })
  })

  it('reads 100,000 lines in seconds', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `zone-${index},0.${index} per minute`)
    const started = performance.now()
    const { rows, problems } = parseCsv('zone,price', ...lines)
    expect([rows.length, problems.length]).toEqual([100_000, 0])
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
