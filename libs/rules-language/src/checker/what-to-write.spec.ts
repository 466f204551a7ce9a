// What a message offers instead can be pasted as it stands.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { compileRules } from '../rule-set/compile-rules.ts'

const HEAD = `operator "Coastal" { currency AUD; time zone "Australia/Melbourne" }
plan small "Small" { from 2026-01-01 }
tariff traffic for data { from 2026-01-01; one zone home; rates {
  | price      |
  | 1.00 per GB |
} }
`

function only(text: string, files: Readonly<Record<string, string>> = {}): Diagnostic | undefined {
  const all = new Map(Object.entries({ 'rules/a.farthing': HEAD + text, ...files }))
  const found = compileRules({ files: all, signatures: [] }).diagnostics.filter(({ severity }) => severity === 'error')
  expect(found).toHaveLength(1)
  return found[0]
}

function numbered(form: string): readonly Diagnostic[] {
  const text = HEAD.replace(' }', `; invoices numbered "${form}" }`)
  const found = compileRules({ files: new Map([['a.farthing', text]]), signatures: [] }).diagnostics
  return found.filter(({ severity }) => severity === 'error')
}

describe('what a message offers', () => {
  it('is a condition that may be written', () => {
    expect(only('forbid change when age > -3 days "No"')?.expected).toEqual(['3 days'])
    expect(only('forbid change when age > 1.5 months "No"')?.expected).toEqual(['2 months'])
    expect(only('forbid change when used(data) reaches 80% of owed "No"')?.expected).toEqual([
      '80% of included',
      '5 GB'
    ])
    expect(only('forbid change when spend reaches 80.5% of used(data) "No"')?.expected).toEqual([
      '80.5% of owed',
      '50.00'
    ])
  })

  it.each([
    ['re/{year}/{number}', 'RE-{year}-{number}'],
    ['number{number}', 'NUMBER{number}'],
    ['year {number}', 'YEAR-{number}']
  ])('is a form of numbers that are names of files: %s, %s', (form, offered) => {
    const [found] = numbered(form)
    expect(found?.fix).toMatchObject({ title: `write "${offered}"`, edits: [{ text: `"${offered}"` }] })
    expect(numbered(offered)).toEqual([])
  })

  it.each([
    'cn-{number}',
    'pay {number}',
    ' {number}',
    'a-limited-company-{year}-{number}',
    '\u00E9-{number}',
    '{number}{'
  ])('is no form of numbers that is refused in its turn: %s', form => {
    expect(numbered(form)).toMatchObject([{ code: 'R0644' }])
    expect(numbered(form)[0]?.fix).toBeUndefined()
  })

  it('is told from what looks like it', () => {
    expect(only('pl\u0430n x "X" { }')).toMatchObject({
      message: 'no statement at the top level of a file begins with `pl\u0430n` (its letter 3 is Cyrillic: U+0430)',
      fix: { title: 'write plan' }
    })
  })

  it('has quotation marks where a name wants them', () => {
    const unit = only('tariff "pay per view" for clips { rates {\n | price |\n | 1.00 per event |\n} }')
    expect(unit?.expected).toEqual(['tariff "pay per view" for clips, counted in events'])
    const changed = only('plan "so big" "So big" { from 2026-01-01 }\nforbid change to medium "No"')
    expect(changed).toMatchObject({ code: 'R0111', expected: ['small', '"so big"'] })
  })

  it('is the path of a table from the file that names it', () => {
    const rates = (path: string): string => `tariff calls for voice { from 2026-01-01; rates from "${path}" }`
    const files = { 'decks/abroad.csv': 'price\n0.10 per minute\n' }
    expect(only(rates('.'))).toMatchObject({ code: 'R0121', message: '`.` is a folder; a CSV file is wanted' })
    expect(only(rates('../decks'), files)).toMatchObject({
      message: '`../decks` is a folder; a CSV file is wanted',
      expected: ['"../decks/abroad.csv"']
    })
    expect(only(rates('../decks/aboard.csv'), files)).toMatchObject({
      message: 'there is no file `decks/aboard.csv`',
      nearest: '../decks/abroad.csv'
    })
  })

  it('is every phrase of a choice, once', () => {
    const tiers = (reset: string): string =>
      `tiers t = graduated { counted per subscription, reset ${reset}\n| up to | price |\n| * | 1.00 per GB |\n}`
    expect(only(tiers('every fortnight'))).toMatchObject({
      code: 'R0022',
      message: 'expected `every cycle`, `every month`, `every day` or `never`, found `every fortnight`'
    })
    expect(only('zone world { }')).toMatchObject({ code: 'R0021', nearest: 'zones' })
    expect(only(tiers('every cicle'))).toMatchObject({ nearest: 'cycle', fix: { title: 'write cycle' } })
    expect(only(tiers('every'))).toMatchObject({ code: 'R0023', expected: ['`cycle`', '`month`', '`day`'] })
  })
})

describe('rules that override each other in a circle', () => {
  it('are told once, by the shortest way', () => {
    const names = Array.from({ length: 400 }, (_, index) => `r${index}`)
    const rules = names.map((name, index) => `forbid change when age < ${index + 1} days "No" as ${name}, overrides `)
    const ring = rules.map((rule, index) => rule + names[(index + 1) % names.length]).join('\n')
    expect(only(ring)).toMatchObject({
      code: 'R0306',
      message:
        'rule r0 overrides r1, which overrides r2, which overrides r3, which overrides r4, and so on by way of 395 more, the last of which overrides r0: none of them would count'
    })
    const all = rules.map((rule, index) => rule + names.filter((_, other) => other !== index).join(', ')).join('\n')
    expect(only(all)?.message).toBe('rule r0 overrides r1, which overrides r0: none of them would count')
  })
})
