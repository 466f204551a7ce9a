// Of one change of plan one table speaks; where rules of earlier releases have two, one of them has the say.
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { renderLifeProblem, simulateLife } from '@farthing/simulator'
import { allPlugins } from './compiled-rules.ts'

const registry = await allPlugins()

const plans = `operator "Coastal Telecom" { currency AUD; time zone "Australia/Melbourne" }
plan small "Small" { family home, level 1; rent 31.00 per month }
plan big "Big" { family home, level 2; rent 62.00 per month }
plan plain "Plain" { family home; rent 62.00 per month }
plan other "Other" { family office, level 1; rent 5.00 per month }
`
const levels = 'changes home { upgrade free; downgrade 15.00 }\n'
const table = (name: string, up: string, down: string, [from, to] = ['small', 'big']): string => `changes ${name} {
  | from \\ to | ${from} | ${to} |
  | ${from} | - | ${up} |
  | ${to} | ${down} | - |
}
`
const rulesOf = (rules: string) => ({
  ...installationOf(registry),
  files: new Map([['rules.farthing', plans + rules]])
})

function problems(rules: string): string[] {
  return compileRules(rulesOf(rules)).diagnostics.map(
    ({ code, column, line, message }) => `${line}:${column} ${code} ${message}`
  )
}

describe('two tables that speak of one change', () => {
  it('are refused where both have a cell', () => {
    expect(problems(table('special', 'free', 'free') + table('winter', '5.00', 'free'))).toEqual([
      '13:17 R0613 the change from small to big has a cell on line 8 of rules.farthing already',
      '14:11 R0613 the change from big to small has a cell on line 9 of rules.farthing already'
    ])
  })

  it('are refused where one has a cell for what levels of the other price', () => {
    expect(problems(levels + table('special', '5.00', 'free'))).toEqual([
      '9:17 R0613 levels on line 6 of rules.farthing price the change from small to big already: write its cell there',
      '10:11 R0613 levels on line 6 of rules.farthing price the change from big to small already: write its cell there'
    ])
    expect(problems(table('special', '5.00', 'free') + 'changes home { upgrade free }\n')).toEqual([
      '8:17 R0613 levels on line 11 of rules.farthing price the change from small to big already: write its cell there'
    ])
    expect(problems(levels + table('special', '5.00', 'free', ['plain', 'big']))).toHaveLength(2)
  })

  it('are refused where both have levels of a family', () => {
    expect(problems(`${levels}changes home { crossgrade free; upgrade 5.00 }\n`)).toEqual([
      '7:33 R0613 upgrade in family home is said on line 6 of rules.farthing already'
    ])
  })

  it('are none where each speaks of its own', () => {
    expect(problems(levels + table('special', '5.00', 'free', ['small', 'other']))).toEqual([])
    expect(problems(`${levels}changes home { crossgrade free }\n`)).toEqual([])
    expect(problems(`${levels}changes office { upgrade free; downgrade 15.00 }\n`)).toEqual([])
    expect(problems(table('home', '5.00', 'free').replace('{\n', '{\n  upgrade free; downgrade 15.00\n'))).toEqual([])
  })
})

/** What the change from small to big costs by rules that were published before tables were compared. */
async function feeBy(rules: string): Promise<string[]> {
  const compiled = compileRules({ ...rulesOf(rules), published: true })
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'))
  const facts = [
    { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'small' },
    { on: '2026-04-01', do: 'change', as: 's1', plan: 'big' },
    { on: '2026-05-01', do: 'advance' }
  ]
  const played = await simulateLife(
    { account: { billDay: 1 }, facts },
    { rules: compiled.rules, ruleSets: new Map() },
    registry
  )
  if (!played.ok) throw new Error(played.problems.map(renderLifeProblem).join('\n'))
  const { invoices, parked } = played.result
  const lines = invoices.flatMap(({ lines: all }) => all.filter(({ description }) => description.startsWith('Change')))
  return [...lines.map(({ amount }) => amount), `${invoices.length} invoices`, ...parked.map(({ reason }) => reason)]
}

describe('rules of an earlier release in which two tables speak of one change', () => {
  it.each([
    ['a cell comes before levels', levels + table('special', '5.00', 'free'), ['5.00', '3 invoices']],
    [
      'wherever it stands',
      table('special', '5.00', 'free') + 'changes home { upgrade 7.00 }\n',
      ['5.00', '3 invoices']
    ],
    ['of two cells the first holds', table('a', '7.00', 'free') + table('b', '5.00', 'free'), ['7.00', '3 invoices']],
    [
      'of two levels the first',
      'changes home { upgrade 4.00 }\nchanges home { upgrade 6.00 }\n',
      ['4.00', '3 invoices']
    ],
    ['free is said too', table('a', 'free', 'free') + table('b', '5.00', 'free'), ['3 invoices']]
  ])('is billed: %s', async (_what, rules, charged) => {
    expect(await feeBy(rules)).toEqual(charged)
  })
})
