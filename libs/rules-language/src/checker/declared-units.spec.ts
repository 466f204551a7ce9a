// Units of an operator's own: literals in every place where a quantity stands, exact, and never mixed with others.
import { compileRules, type CompileResult } from '../rule-set/compile-rules.ts'
import type { RatingEvent } from '../rule-set/tariff.ts'
import type { Signature } from '../signature/signature.ts'
import { type CheckedText, findingsOf } from './findings-of.ts'

const OPERATOR = 'operator "X" { currency AUD; time zone "UTC" }\n'
const tariff = (units: string, row: string): string =>
  `${OPERATOR}${units}\ntariff t for lounge { rates {\n| price | increment | grace |\n${row}\n} }\nplan p "P" { from 2026-01-01 }\n`

const cases: readonly CheckedText[] = [
  {
    title: 'refuses a unit that nobody declares, with the nearest one',
    text: tariff('unit points', '| 0.10 per pionts | | |'),
    found: ['a.farthing:5:12 R0031 `pionts` is not a unit; a quantity is wanted here, such as 30 min, 5 GB or 100 sms']
  },
  {
    title: 'refuses decimals that the unit does not have',
    text: tariff('unit points', '| 0.10 per point | 0.5 points | |'),
    found: ['a.farthing:5:20 R0284 points have no decimals, and `0.5` has 1']
  },
  {
    title: 'refuses more decimals than the unit has',
    text: tariff('unit BTC with 8 decimals', '| 0.10 per 0.000000001 BTC | | |'),
    found: ['a.farthing:5:12 R0284 BTC have at most 8 decimals, and `0.000000001` has 9']
  },
  {
    title: 'refuses another unit in the rows of a tariff',
    text: tariff('unit points\nunit stars', '| 0.10 per point | 10 stars | |'),
    found: ['a.farthing:6:20 R0151 tariff t counts points, and this increment is by stars: `10 stars`']
  },
  {
    title: 'refuses time where points are counted',
    text: tariff('unit points', '| 0.10 per point | | 3s |'),
    found: ['a.farthing:5:22 R0151 tariff t counts points, and this grace is by time: `3s`']
  },
  {
    title: 'refuses points where money is wanted',
    text: `${OPERATOR}unit points\ntariff t for lounge, counted in events { rates {\n| price | minimum |\n| 0.10 per event | 5 points |\n} }\nplan p "P" { from 2026-01-01 }\n`,
    found: ['a.farthing:5:20 R0032 `5 points` is a number of points; money is wanted here, such as 0.12']
  },
  {
    title: 'refuses names that mean something else',
    text: `${OPERATOR}unit sms\nunit EUR\nunit per\nunit "two words"\nunit points\nunit point\nplan p "P" { from 2026-01-01 }\n`,
    found: [
      'a.farthing:2:6 R0283 a unit cannot be called `sms`: it is a unit already',
      'a.farthing:3:6 R0283 a unit cannot be called `EUR`: it is a currency',
      'a.farthing:4:6 R0283 a unit cannot be called `per`: the word has a meaning in statements',
      'a.farthing:5:6 R0283 a unit cannot be called `two words`: it is written as one word, of letters, digits and hyphens',
      'a.farthing:7:6 R0283 a unit cannot be called `point`: one of `points` is called so'
    ]
  },
  {
    title: 'refuses a unit declared twice',
    text: `${OPERATOR}unit points\nunit points with 2 decimals\nplan p "P" { from 2026-01-01 }\n`,
    found: ['a.farthing:3:6 R0110 unit points is declared twice']
  },
  {
    title: 'refuses more than nine decimals',
    text: `${OPERATOR}unit ETH with 18 decimals\nplan p "P" { from 2026-01-01 }\n`,
    found: ['a.farthing:2:15 R0037 `18`: write a whole number from 0 to 9']
  },
  {
    title: 'does not add points to stars, or to money',
    text: `${OPERATOR}unit points\nunit stars\nplan p "P" { from 2026-01-01 }\nexample "e" {\non 2026-01-01 subscribe p\nat 2026-01-01 10:00 call 61 for 1s\nexpect charge 2 points + 3 stars\nexpect charge 2 points + 0.10\n}\n`,
    found: [
      'a.farthing:8:15 R0040 points and stars cannot be added',
      'a.farthing:9:15 R0040 points and `0.1` (a plain number) cannot be added'
    ]
  }
]

function compiled(text: string, files: Record<string, string> = {}): CompileResult {
  return compileRules({ files: new Map(Object.entries({ 'a.farthing': text, ...files })), signatures: [] })
}

function charge(result: CompileResult, event: Pick<RatingEvent, 'quantity'>): string[] {
  const version = result.ok ? result.rules.tariffs.get('t')?.[0] : undefined
  const whole = { startedAt: 1_772_000_000_000, to: '', ...event }
  const outcome = version?.rate(whole)
  if (version === undefined || outcome?.ok !== true) throw new Error(JSON.stringify(result.diagnostics))
  return version.explain(whole, outcome, 'v').steps.map(({ result: text }) => text)
}

describe('declared units', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })

  it('are counted exactly, and named in explanations', () => {
    const points = compiled(tariff('unit points', '| 0.10 per point | 10 points | |'))
    expect(charge(points, { quantity: 1 })).toEqual(['1 point', '10 points', '1.00', '1.000000'])
    const coins = compiled(tariff('unit BTC with 8 decimals', '| 0.30 per 0.00000100 BTC | | |'))
    expect(charge(coins, { quantity: 150 })).toEqual(['0.0000015 BTC', '0.45', '0.450000'])
    expect(charge(coins, { quantity: 100_000_000 })).toEqual(['1 BTC', '300000.00', '300000.000000'])
  })

  it('may be declared in another file than those that use them, and in tables beside it', () => {
    const text = `${OPERATOR}tariff t for lounge { rates from "t.csv" }\nplan p "P" { from 2026-01-01 }\n`
    const files = { 'z.farthing': 'unit points\n', 't.csv': 'price\n0.10 per point\n' }
    expect(charge(compiled(text, files), { quantity: 3 })).toEqual(['3 points', '0.30', '0.300000'])
    expect(compiled(text, { 't.csv': files['t.csv'] }).diagnostics.map(({ code }) => code)).toContain('R0031')
  })

  it('may be declared on the line on which another statement ends', () => {
    const text = tariff('', '| 0.10 per point | 10 points | |').replace('"UTC" }', '"UTC" }; unit points')
    expect(charge(compiled(text), { quantity: 1 })).toEqual(['1 point', '10 points', '1.00', '1.000000'])
  })

  it('may stand in the cells of a matrix', () => {
    const cell = { in: ['swaps'], pattern: '<much>', doc: 'How much.', example: '1 s' }
    const swaps: Signature = {
      ...{ id: 'swap.swaps', in: ['file'], pattern: 'swaps', slots: {}, doc: 'Swaps.', example: 'swaps' },
      block: {
        kind: 'swaps',
        table: {
          columns: { from: { slot: { kind: 'name' } } },
          matrix: {
            names: 'plan',
            cell: { ...cell, id: 'swap.cell', slots: { much: { kind: 'quantity', doc: 'much' } } }
          }
        }
      }
    }
    const table = 'swaps {\n| from | p |\n| p | 3 points |\n}\nplan p "P" { from 2026-01-01 }\n'
    const files = new Map([['a.farthing', `${OPERATOR}unit points\n${table}`]])
    const found = compileRules({ files, signatures: [swaps] }).diagnostics
    expect(found.filter(({ code }) => code !== 'R0112')).toEqual([])
  })

  it('are no units of a set of rules that does not declare them', () => {
    expect(compiled(tariff('', '| 0.10 per point | | |')).diagnostics.map(({ code }) => code)).toContain('R0031')
  })
})
