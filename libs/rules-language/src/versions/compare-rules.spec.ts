import { compareRules } from './compare-rules.ts'

const base = {
  'tariffs.farthing': `tariff calls for voice {
  from 2026-01-01
  zone by called number in world
  rates {
    | zone     | band | setup | price           | increment |
    | national | *    | 0.39  | 0.25 per minute | 60s / 30s |
    | mobile   | *    | 0.39  | 0.30 per minute | 30s / 6s  |
    | tollfree | *    |       | free            |           |
  }
  rates from "abroad.csv"
}
`,
  'operator.farthing':
    'operator "Coastal" {\n  currency AUD\n  due 14 days after issue\n}\nzones world from "zones.csv"\n',
  'plans.farthing': 'plan one "One" {\n  from 2026-01-01\n  family mobile, level 1\n}\n',
  'zones.csv': 'prefix,zone\n61,national\n614,mobile\n',
  'abroad.csv': 'zone,band,price\nindia,*,0.05 per minute\nfrance,*,0.10 per minute\n'
}

function changes(
  edits: Readonly<Partial<Record<keyof typeof base | 'more.farthing', (text: string) => string>>>
): string[] {
  const after = new Map<string, string>(Object.entries(base))
  for (const [path, edit] of Object.entries(edits)) after.set(path, edit(after.get(path) ?? ''))
  const { statements, tables } = compareRules({ before: new Map(Object.entries(base)), after, signatures: [] })
  return [
    ...statements.map(
      ({ kind, name, numbers, before, after: now }) =>
        `${kind}${numbers === null ? '' : ` ${numbers}`} ${name}: ${before?.text ?? '-'} -> ${now?.text ?? '-'}`
    ),
    ...tables.changes.map(({ kind, deck, key, by }) => `${kind} ${[deck, ...Object.values(key), by].join(' ').trim()}`)
  ]
}

describe('compareRules', () => {
  it('finds no difference in layout, comments, the order of rows and files', () => {
    expect(
      changes({
        'tariffs.farthing': text =>
          `# prices\n${text.replace('\n  zone', '\n\n    zone').replace('| 30s / 6s  |', '| 30s / 6s|')}`,
        'abroad.csv': () => 'zone,band,price\nfrance,*,0.10 per minute\nindia,*,0.05 per minute\n',
        'operator.farthing': text => text.replace('zones world from "zones.csv"\n', ''),
        'more.farthing': () => 'zones world from "zones.csv"\n'
      })
    ).toEqual([])
  })

  it('tells rows whose prices rose, fell, came and went, in rule files and in CSV files', () => {
    expect(
      changes({
        'tariffs.farthing': text =>
          text.replace('0.25 per minute', '0.28 per minute').replace('| free            |', '| 0.10 per call   |'),
        'abroad.csv': () => 'zone,band,price\nindia,*,0.04 per minute\nspain,*,0.09 per minute\n'
      })
    ).toEqual([
      'up tariff calls from 2026-01-01 national * 0.03',
      'up tariff calls from 2026-01-01 tollfree *',
      'down tariff calls from 2026-01-01 india * -0.01',
      'new tariff calls from 2026-01-01 spain *',
      'gone tariff calls from 2026-01-01 france *'
    ])
  })

  it('tells a prefix that moved to another zone', () => {
    expect(changes({ 'zones.csv': text => text.replace('614,mobile', '614,national') })).toEqual([
      'changed zones world 614'
    ])
  })

  it('tells a block that came or went as one change, and statements inside blocks that stay', () => {
    expect(
      changes({
        'plans.farthing': () => 'plan one "One" {\n  from 2026-01-01\n  family mobile, level 2\n}\n',
        'tariffs.farthing': () => '',
        'more.farthing': () => 'tariff new for sms {\n  from 2026-01-01\n  one zone home\n}\n'
      })
    ).toEqual([
      'changed up plan one > family: family mobile, level 1 -> family mobile, level 2',
      'added tariff new: - -> tariff new for sms',
      'removed tariff calls: tariff calls for voice -> -',
      ...['national', 'mobile', 'tollfree', 'india', 'france'].map(
        zone => `gone tariff calls from 2026-01-01 ${zone} *`
      )
    ])
  })

  it('takes the dated versions of one name apart', () => {
    expect(
      changes({
        'plans.farthing': text =>
          `${text.replace('}', '  until 2026-06-01\n}')}plan one "One" {\n  from 2026-06-01\n}\n`
      })
    ).toEqual(['added plan one > until: - -> until 2026-06-01', 'added plan one: - -> plan one "One"'])
  })

  it('calls neither up nor down what went both ways or changed in words', () => {
    expect(
      changes({
        'operator.farthing': text => text.replace('due 14 days after issue', 'due 10 days after issue'),
        'plans.farthing': text => text.replace('family mobile, level 1', 'family fixed, level 2'),
        'tariffs.farthing': text => text.replace('0.30 per minute', '0.40 per call')
      })
    ).toEqual([
      'changed down operator "Coastal" > due: due 14 days after issue -> due 10 days after issue',
      'changed plan one > family: family mobile, level 1 -> family fixed, level 2',
      'changed tariff calls from 2026-01-01 mobile *'
    ])
  })

  it('tells the rows of tiers, and templates as wholes', () => {
    const tiers = (price: string): string =>
      `tiers t = graduated { counted per subscription, reset every cycle\n| up to | price |\n| 10 GB | ${price} |\n| * | free |\n}`
    const files = (price: string, text: string) =>
      new Map([
        ['a.farthing', tiers(price)],
        ['a.hbs', text]
      ])
    const { statements, tables } = compareRules({
      before: files('1.00 per GB', 'a'),
      after: files('0.90 per GB', 'b'),
      signatures: []
    })
    expect(statements).toMatchObject([{ kind: 'changed', name: 'a.hbs' }])
    expect(tables.changes).toMatchObject([{ kind: 'down', deck: 'tiers t', key: { 'up to': '10 GB' }, by: '-0.1' }])
  })

  it('tells what is for customers in another currency from what has its name for the others', () => {
    const euros = (base: string): string => `currency EUR\n${base}`
    const plan = 'plan one "One" {\n  from 2026-01-01\n  family mobile, level 2\n}\n'
    const rates = (price: string): string =>
      `tariff calls for voice {\n  from 2026-01-01\n  one zone home\n  rates {\n    | price |\n    | ${price} per minute |\n  }\n}\n`
    const files = (price: string, level: string): ReadonlyMap<string, string> =>
      new Map([...Object.entries(base), ['euros.farthing', euros(plan.replace('level 2', level) + rates(price))]])
    const { statements, tables } = compareRules({
      ...{ before: files('0.20', 'level 2'), after: files('0.30', 'level 3'), signatures: [] }
    })
    expect(statements.map(({ name }) => name)).toEqual(['plan one in EUR > family'])
    expect(tables.changes.map(({ deck, kind }) => `${kind} ${deck}`)).toEqual([
      'up tariff calls from 2026-01-01 in EUR'
    ])
  })
})
