import { inEachCurrency, type RuleSet, rulesIn } from '../rule-set/rule-set.ts'
import { compileRules } from '../rule-set/compile-rules.ts'
import { findingsOf } from './findings-of.ts'

const OPERATOR =
  'operator "Alpine" { currency CHF; time zone "Europe/Zurich"; round half up to 0.05; approve adjustments above 20.00; outlier above 300% of the last bill, by 20.00 or more }\n'
const voice = (price: string): string => `tariff calls for voice { one zone home; rates {
  | price              |
  | ${price} per minute |
} }
`
const talk = (more = ''): string => `plan talk "Talk" { pay hybrid up to 50.00 per cycle${more} }\n`

function found(files: Record<string, string>): string[] {
  return findingsOf({ title: '', text: OPERATOR, files, found: [] })
}

function compiled(files: Record<string, string>): RuleSet {
  const result = compileRules({ files: new Map(Object.entries({ 'a.farthing': OPERATOR, ...files })), signatures: [] })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.rules
}

describe('files for customers in other currencies', () => {
  it('are rules of their own under the same names, of one version', () => {
    const rules = compiled({ 'chf.farthing': talk(), 'eur.farthing': `currency EUR\n${talk()}plan more "More" {}\n` })
    const euros = rulesIn(rules, 'EUR')
    expect(inEachCurrency(rules).map(each => each.operator.currency)).toEqual(['CHF', 'EUR'])
    expect([...rules.plans.keys()]).toEqual(['talk'])
    expect([...(euros?.plans.keys() ?? [])]).toEqual(['talk', 'more'])
    expect(euros?.plans.get('talk')?.[0]?.at.file).toBe('eur.farthing')
    expect(euros?.version).toBe(rules.version)
    expect(rulesIn(rules, 'JPY')).toBeUndefined()
  })

  it('are numbered as their braces say, else with the invoices of the operator', () => {
    const operator = 'operator "Alpine" { currency CHF; time zone "UTC"; invoices numbered "{year}-{number}" }\n'
    const euros = 'currency EUR { invoices numbered "DE-{number}", at least 8 digits }\n'
    const rules = compiled({ 'a.farthing': operator, 'eur.farthing': euros, 'jpy.farthing': 'currency JPY\n' })
    expect(inEachCurrency(rules).map(each => each.operator.invoiceNumbers)).toEqual([
      { text: '{year}-{number}', digits: 6 },
      { text: 'DE-{number}', digits: 8 },
      { text: '{year}-{number}', digits: 6 }
    ])
    expect(found({ 'eur.farthing': 'currency EUR { invoices numbered "{number}/{year}" }' })).toEqual([
      'eur.farthing:1:34 R0644 `/` parts folders: a number is the name of a file, and a part of an address'
    ])
  })

  it('may be for several, and then an amount is as many of each', () => {
    const rules = compiled({ 'all.farthing': `currency CHF, EUR, JPY\n${talk()}` })
    expect(inEachCurrency(rules).map(({ plans }) => plans.get('talk')?.[0]?.payment?.limit)).toEqual([
      50_000_000n,
      50_000_000n,
      50_000_000n
    ])
  })

  it('share what names no money, wherever no currency is said', () => {
    const zones =
      'zones numbers { | prefix | zone |\n | 41 | home | }\nholidays CH { add 2026-08-01 "1 August" }\nunit points\n'
    const rules = compiled({ 'shared.farthing': zones, 'eur.farthing': `currency EUR\n${talk()}` })
    for (const each of inEachCurrency(rules)) {
      expect([[...each.zones.keys()], [...each.holidays.keys()], each.units.has('point')]).toEqual([
        ['numbers'],
        ['CH'],
        true
      ])
    }
  })

  it('say of money what the operator says otherwise; left out, the coin rounds and nothing is limited in another currency', () => {
    const rules = compiled({
      'eur.farthing': `currency EUR { round up to 0.10; carry forward invoices below 5.00; approve adjustments above 30.00; outlier total above 900.00 }\n${talk()}`,
      'jpy.farthing': `currency JPY\n${talk()}`
    })
    const [own, euros, yen] = inEachCurrency(rules).map(each => each.operator)
    expect(own).toMatchObject({ rounding: { mode: 'half-up', step: 50_000n }, approvalAbove: 20_000_000n })
    expect(euros).toMatchObject({
      ...{
        rounding: { mode: 'up', step: 100_000n },
        invoiceMinimum: { amount: 5_000_000n },
        approvalAbove: 30_000_000n
      },
      outliers: [{ kind: 'total', amount: 900_000_000n }]
    })
    expect(yen).toMatchObject({
      ...{ name: 'Alpine', zone: 'Europe/Zurich', rounding: { mode: 'half-up', step: 1_000_000n } },
      ...{ invoiceMinimum: null, approvalAbove: 0n, outliers: [{ kind: 'share', difference: null }] }
    })
  })

  it.each([
    [
      'a price in the money of others',
      { 'eur.farthing': `currency EUR\n${talk().replace('50.00', '50.00 CHF')}` },
      ['eur.farthing:2:37 R0033 50.00 CHF is foreign money: amounts here are in EUR']
    ],
    [
      'other money in a file that says no currency',
      { 'eur.farthing': talk().replace('50.00', '50.00 EUR') },
      ['eur.farthing:1:37 R0033 50.00 EUR is foreign money: amounts here are in CHF']
    ],
    [
      'braces for several',
      { 'all.farthing': 'currency CHF, JPY { round half up to 5 }\n' },
      ['all.farthing:1:1 R0610 braces say what holds of money in one currency, and several are named']
    ],
    ['no currency', { 'x.farthing': 'currency XYZ\n' }, ['x.farthing:1:10 R0034 XYZ is not a currency of ISO 4217']],
    [
      'two lines that say it',
      { 'eur.farthing': `currency EUR\n${talk()}currency JPY\n` },
      ['eur.farthing:3:1 R0609 this file says its currency twice']
    ],
    [
      "the operator's own, with braces",
      { 'chf.farthing': 'currency CHF { round up to 0.05 }\n' },
      ["chf.farthing:1:1 R0610 CHF is the operator's own currency: its operator says this"]
    ],
    [
      'braces in two files',
      { 'b.farthing': 'currency EUR { round up to 0.05 }\n', 'c.farthing': 'currency EUR { round up to 0.01 }\n' },
      ['c.farthing:1:1 R0610 what holds of money in EUR is said in another file already']
    ],
    [
      'a step that is no coin of it',
      { 'jpy.farthing': 'currency JPY { round up to 0.05 }\n' },
      [
        'jpy.farthing:1:28 R0103 amounts on invoices cannot be rounded to 0.05: it is no multiple of 1, the smallest amount of JPY'
      ]
    ],
    [
      'two plans of a name in one currency',
      { 'b.farthing': `currency EUR\n${talk()}`, 'c.farthing': `currency EUR, JPY\n${talk()}` },
      [
        'c.farthing:2:6 R0113 in EUR: two versions of plan talk hold on every day: end the earlier one with until a date'
      ]
    ]
  ])('refuses %s', (_, files, expected) => {
    expect(found(files as Record<string, string>)).toEqual(expected)
  })

  it('tell once what is wrong for all, and what is wrong for one of them with its name', () => {
    const policy = 'policy debt { when owed > 10.00: bar vioce }\n'
    expect(found({ 'all.farthing': `currency CHF, EUR\n${policy}`, 'chf.farthing': voice('0.10') })).toEqual([
      expect.stringMatching(/^all\.farthing:2:\d+ R\d{4} (?!in )/)
    ])
    const named = 'policy debt { when used(voice) > 10 min: bar outgoing }\n'
    expect(found({ 'all.farthing': `currency CHF, EUR\n${named}`, 'chf.farthing': voice('0.10') })).toEqual([
      expect.stringMatching(/^all\.farthing:2:\d+ R\d{4} in EUR: /)
    ])
  })

  it.each([
    ['round half up to 0.05', 'operator "A" { currency JPY; time zone "UTC"; round half up to 0.05 }', '1:64 R0103'],
    [
      'an approval',
      'operator "A" { currency CHF; time zone "UTC"; approve adjustments above 20.00 EUR }',
      '1:73 R0033'
    ],
    [
      'a minimum',
      'operator "A" { currency CHF; time zone "UTC"; carry forward invoices below 5.00 JPY }',
      '1:76 R0033'
    ],
    ['an outlier', 'operator "A" { currency CHF; time zone "UTC"; outlier total above 900.00 EUR }', '1:67 R0033']
  ])("leave what is wrong in the operator's own money wrong: %s", (_, text, expected) => {
    const files = { 'eur.farthing': `currency EUR\n${talk()}` }
    expect(findingsOf({ title: '', text, files, found: [] })).toEqual([
      expect.stringContaining(`a.farthing:${expected}`)
    ])
  })

  it('judge what stands on one line with what is for all by itself', () => {
    const text = 'unit points; plan p "P" { pay hybrid up to 5.00 EUR per cycle }\n'
    expect(found({ 'eur.farthing': `currency EUR\n${talk()}`, 'p.farthing': text })).toEqual([
      'p.farthing:1:44 R0033 5.00 EUR is foreign money: amounts here are in CHF'
    ])
  })

  it.each([
    ['zones', 'zones numbers { | prefix | zone |\n | 41 | home | }\n'],
    ['holidays', 'holidays CH { add 2026-08-01 "1 August" }\n'],
    ['a message', 'message "hello" {}\n'],
    ['a unit', 'unit points\n']
  ])('do not say again what is for all: %s', (_, text) => {
    const twice = found({ 'eur.farthing': `currency EUR\n${text}`, 'shared.farthing': text })
    expect(twice).toEqual([expect.stringMatching(/^shared\.farthing:1:\d+ R0110 .* is declared twice$/)])
  })

  it('say where a name stands that is for others', () => {
    const files = {
      'eur.farthing': 'currency EUR\nforbid change to more "No"\n',
      'chf.farthing': 'plan more "More" {}\n'
    }
    const all = new Map(Object.entries({ 'a.farthing': OPERATOR, ...files }))
    const { diagnostics } = compileRules({ files: all, signatures: [] })
    expect(diagnostics).toMatchObject([
      { code: 'R0111', file: 'eur.farthing', related: [{ place: { file: 'chf.farthing', line: 1 } }] }
    ])
  })

  it('do not make idle what only one of them uses', () => {
    const files = {
      'zones.farthing': 'zones numbers { | prefix | zone |\n | 41 | home | }\n',
      'eur.farthing': `currency EUR\n${voice('0.10').replace('one zone home', 'zone by called number in numbers')}`
    }
    const result = compileRules({
      files: new Map(Object.entries({ 'a.farthing': OPERATOR, ...files })),
      signatures: []
    })
    expect(result.diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual(['eur.farthing R0112'])
  })
})
