// Law 5 for plans: every day of a plan has a version of each tariff that it names.
import { compileRules } from '../rule-set/compile-rules.ts'
import { defineStatement } from '../signature/signature.ts'
import { checkerCatalogue } from './catalogue.ts'

const bundle = defineStatement({
  id: 'sample.bundle',
  in: ['plan'],
  pattern: 'rated by <names>',
  slots: { names: { kind: 'names', refersTo: 'tariff' } },
  doc: 'A statement of some plugin that names tariffs.',
  example: 'rated by voice-standard'
})
const offer = defineStatement({
  id: 'sample.season',
  in: ['plan'],
  pattern: 'season <name>',
  slots: { name: { kind: 'name' } },
  block: { kind: 'plan' },
  doc: 'A block with dates of its own.',
  example: 'season summer { from 2026-01-01 }'
})
const signatures = [bundle, offer]

const OPERATOR = 'operator "X" { currency AUD; time zone "Australia/Melbourne" }\n'

function tariff(dates: string, name = 'v'): string {
  return `tariff ${name} for voice { ${dates}\n rates {\n| price |\n| 0.10 per minute |\n} }\n`
}

function found(text: string) {
  const { diagnostics } = compileRules({ files: new Map([['a.farthing', OPERATOR + text]]), signatures })
  return diagnostics.map(({ severity, line, column, code, message, related }) => ({
    at: `${severity} ${line}:${column} ${code}`,
    message,
    related: (related ?? []).map(({ place, message: text }) => `${place.line}:${place.column} ${text}`)
  }))
}

const ends = 'it ends here'
const begins = 'it begins here'

describe('a statement written twice in one plan', () => {
  it('is warned of, naming the first line', () => {
    const text = `plan p "P" {\n rated by v\n rated   by v # again\n rated by w\n rated by v }\n`
    expect(found(text + tariff('') + tariff('', 'w'))).toEqual([
      {
        at: 'warning 4:2 R0115',
        message: 'this is written twice in plan p: line 3 says the same',
        related: ['3:2 it is written here first']
      },
      {
        at: 'warning 6:2 R0115',
        message: 'this is written twice in plan p: line 3 says the same',
        related: ['3:2 it is written here first']
      }
    ])
  })

  it('is fine in two plans', () => {
    expect(found(`plan p "P" { rated by v }\nplan q "Q" { rated by v }\n${tariff('')}`)).toEqual([])
  })
})

describe('a plan and its tariffs', () => {
  it.each([
    ['the same days', 'from 2026-01-01', tariff('from 2026-01-01')],
    ['a tariff without dates', 'from 2025-01-01', tariff('')],
    ['neither with dates', '', tariff('')],
    ['a plan within its tariff', 'from 2026-02-01 until 2026-03-01', tariff('from 2026-01-01 until 2026-04-01')],
    [
      'two versions of a tariff',
      'from 2025-01-01',
      tariff('from 2025-01-01 until 2026-01-01') + tariff('from 2026-01-01')
    ]
  ])('is fine: %s', (_, dates, tariffs) => {
    expect(found(`plan p "P" { ${dates}\n rated by v }\n${tariffs}`)).toEqual([])
  })

  it('refuses a plan that begins before its tariff', () => {
    expect(found(`plan p "P" { from 2025-01-01\n rated by v }\n${tariff('from 2026-01-01')}`)).toEqual([
      {
        at: 'error 3:11 R0119',
        message:
          'plan p holds on 2025-01-01, and tariff v begins on 2026-01-01: usage on the days between has no price',
        related: [`4:27 ${begins}`]
      }
    ])
  })

  it('refuses a tariff that ends before the plan does', () => {
    const open = found(`plan p "P" { from 2026-01-01\n rated by v }\n${tariff('from 2026-01-01 until 2026-07-01')}`)
    expect(open).toEqual([
      {
        at: 'error 3:11 R0119',
        message: 'plan p holds on 2026-07-01, and tariff v has ended on that day: usage from then on has no price',
        related: [`4:44 ${ends}`]
      }
    ])
    const dated = found(`plan p "P" { from 2026-01-01 until 2026-07-02\n rated by v }\n${tariff('until 2026-07-01')}`)
    expect(dated.map(({ at }) => at)).toEqual(['error 3:11 R0119'])
  })

  it('names the first day of a plan that begins after its tariff has ended', () => {
    const [only] = found(`plan p "P" { from 2026-09-01\n rated by v }\n${tariff('until 2026-07-01')}`)
    expect(only?.message).toContain('plan p holds on 2026-09-01')
  })

  it('warns of a plan that says nothing of its beginning', () => {
    expect(found(`plan p "P" {\n rated by v }\n${tariff('from 2026-01-01')}`)).toEqual([
      {
        at: 'warning 3:11 R0119',
        message: 'plan p says no first day, and tariff v begins on 2026-01-01: usage before that day has no price',
        related: [`4:27 ${begins}`]
      }
    ])
  })

  it('refuses a plan without a first day that has ended when its tariff begins', () => {
    const [only] = found(`plan p "P" { until 2025-07-01\n rated by v }\n${tariff('from 2026-01-01')}`)
    expect(only?.at).toBe('error 3:11 R0119')
    expect(only?.message).toContain('plan p holds on 2025-06-30')
  })

  it('points at the tariff of the list that does not cover the plan', () => {
    const both = tariff('from 2025-01-01') + tariff('from 2026-01-01', 'w')
    const all = found(`plan p "P" { from 2025-01-01\n rated by v, w }\n${both}`)
    expect(all.map(({ at }) => at)).toEqual(['error 3:14 R0119'])
  })

  it('asks a block with dates of its own for those days only', () => {
    const season = (dates: string): string =>
      `plan p "P" { from 2025-01-01\n season s { ${dates}\n rated by v } }\n${tariff('from 2026-01-01 until 2026-07-01')}`
    expect(found(season('from 2026-02-01 until 2026-03-01'))).toEqual([])
    expect(found(season('from 2026-02-01 until 2026-08-01')).map(({ message }) => message)).toEqual([
      'plan p holds on 2026-07-01, and tariff v has ended on that day: usage from then on has no price'
    ])
  })

  it('says nothing of a tariff or a plan with a line that cannot be read', () => {
    const codes = (text: string): string[] => found(text).map(({ at }) => at.slice(-5))
    expect(codes(`plan p "P" { from 2025-01-01\n rated by v }\n${tariff('from 2026-13-01')}`)).not.toContain('R0119')
    expect(
      codes(`plan p "P" { from 2025-01-01 untill 2025-02-01\n rated by v }\n${tariff('until 2025-03-01')}`)
    ).not.toContain('R0119')
  })

  it('has advice', () => {
    expect(checkerCatalogue).toHaveProperty(['R0119', 'advice'], expect.stringMatching(/\.$/))
  })
})
