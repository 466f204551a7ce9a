// A matrix of a plugin whose rows stand in a CSV file: the same checks, at the places of that file, and the same charges.
import { compileRules, definitionsAt, hoverAt, referencesAt, renameAt, RulesWorkspace } from '@farthing/rules-language'
import { ruleCoverage, runExamples, TouchedRules } from '@farthing/simulator'
import { changesAtWork } from '../../plugins/plan-changes/src/changes-at-work.ts'
import { allPlugins } from './play.ts'

const operator = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
`
const registry = await allPlugins()
const signatures = [...registry.statements.values()]

const plans = ['mobile-20', 'mobile-40', 'mobile-80'].map(name => `plan ${name} "${name}" { rent 1.00 per month }\n`)
const rules = `${operator}${plans.join('')}changes mobile from "changes.csv"\n`
const CSV = `from \\ to,mobile-20,mobile-40,mobile-80
mobile-20,-,free,5.00
mobile-40,forbidden "Not down",-,free
mobile-80,"forbidden ""Not down, please""",25.00,-
`
const compile = (csv: string, text = rules) =>
  compileRules({
    files: new Map([
      ['changes.csv', csv],
      ['rules.farthing', text]
    ]),
    signatures
  })

/** 'file:line:column code message' */
const problems = (csv: string, text = rules): string[] =>
  compile(csv, text).diagnostics.map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`
  )

describe('a matrix in a CSV file', () => {
  it('says the same as between braces, each cell at its place in the file', () => {
    const compiled = compile(CSV)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
    const [statement] = compiled.rules.statements
    expect(statement?.value).toMatchObject({
      pairs: [
        { row: 'mobile-20', column: 'mobile-40', value: { micro: 0n } },
        { row: 'mobile-20', column: 'mobile-80', value: { micro: 5_000_000n } },
        { row: 'mobile-40', column: 'mobile-20', value: { reason: 'Not down' } },
        { row: 'mobile-40', column: 'mobile-80' },
        {
          row: 'mobile-80',
          column: 'mobile-20',
          value: { reason: 'Not down, please' },
          at: { rule: 'changes mobile > mobile-80 to mobile-20', file: 'changes.csv', line: 4, column: 11 }
        },
        { row: 'mobile-80', column: 'mobile-40', value: { micro: 25_000_000n } }
      ]
    })
  })

  it('belongs to the version of the rules', () => {
    const versionOf = (csv: string): string => {
      const compiled = compile(csv)
      return compiled.ok ? compiled.rules.version : 'refused'
    }
    expect(versionOf(CSV)).not.toBe(versionOf(CSV.replace('25.00', '26.00')))
  })

  it.each([
    ['an empty cell', ['free,5.00', ',5.00'], '2:13 R0055 the cell of `mobile-40` is empty: every pair says something'],
    ['a missing cell', [',free,5.00', ',free'], '2:1 R0054 this row has 3 cells, the header 4'],
    ['foreign money', ['5.00', '5.00 EUR'], '2:18 R0033 5.00 EUR is foreign money: amounts here are in AUD'],
    ['another unit', ['5.00', '5 GB'], expect.stringMatching(/^2:18 R00\d\d /)],
    [
      'a cell of another shape',
      ['forbidden "Not down"', 'forbiden "No"'],
      expect.stringMatching(/^3:11 R00\d\d .*forbid/)
    ],
    [
      'the same between quotation marks',
      ['"forbidden ""Not', '"forbiden ""Not'],
      expect.stringMatching(/^4:12 R00\d\d .*forbid/)
    ],
    ['something in the diagonal', ['20,-', '20,free'], '2:11 R0120 mobile-20 does not change to itself: write -'],
    ['a row twice', ['mobile-80,"', 'mobile-40,"'], '4:1 R0120 there are two rows of mobile-40: keep one of them'],
    ['an unknown plan', ['mobile-80,"', 'mobile-81,"'], '4:1 R0111 there is no plan named mobile-81'],
    ['an unknown plan in the header', ['mobile-80\n', 'mobile-81\n'], '1:31 R0111 there is no plan named mobile-81'],
    ['a column twice', ['mobile-80\n', 'mobile-40\n'], '1:31 R0052 the column `mobile-40` is there twice'],
    ['another header', ['from \\ to', 'von'], expect.stringMatching(/^1:1 R0050 the first row names the columns/)]
  ] as const)('reports %s there', (_, [old, now], expected) => {
    const found = problems(CSV.replace(old, now)).map(text => text.replace('changes.csv:', ''))
    expect(found).toContainEqual(expected)
  })

  it('reports a header without rows, an empty file, and a file that is not there', () => {
    expect(problems('from \\ to,mobile-20\n')).toEqual([
      expect.stringMatching(/^changes\.csv:1:1 R0060 .* a header and no rows/)
    ])
    expect(problems('')).toEqual([
      expect.stringMatching(/^rules\.farthing:8:1 R0120 this table says nothing of any pair/)
    ])
    expect(problems(CSV, rules.replace('"changes.csv"', '"change.csv"'))).toEqual([
      expect.stringMatching(/^rules\.farthing:8:21 R0121 there is no file `change\.csv`/)
    ])
  })

  it('goes on from the rows between braces, and every pair is said', () => {
    const inBlock = '{\n| from \\ to | mobile-20 | mobile-40 |\n| mobile-20 | - | free |\n| mobile-40 | free | - |\n}\n'
    const text = rules.replace('"changes.csv"\n', `"changes.csv" ${inBlock}`)
    const last = 'from \\ to,mobile-20,mobile-40,mobile-80\nmobile-80,free,free,-\n'
    expect(problems(last, text)).toEqual([
      'rules.farthing:10:3 R0120 no cell says anything of mobile-20 and mobile-80: give this row all columns',
      'rules.farthing:11:3 R0120 no cell says anything of mobile-40 and mobile-80: give this row all columns'
    ])
    const whole = text
      .replace('mobile-40 |\n', 'mobile-40 | mobile-80 |\n')
      .replace('| - | free |\n', '| - | free | free |\n')
      .replace('| free | - |\n', '| free | - | free |\n')
    expect(problems(last, whole)).toEqual([])
  })

  it('is charged and refused from, and its cells are covered one by one', async () => {
    const [, before = '', block = '', after = ''] =
      /^([^]*changes mobile )\{([^]*?)\n\}([^]*)$/.exec(changesAtWork) ?? []
    const csv = block
      .split('\n')
      .filter(line => line.includes('|'))
      .map(
        line =>
          `${line
            .split('|')
            .slice(1, -1)
            .map(cell => cell.trim())
            .map(cell => (cell.includes(',') ? `"${cell}"` : cell))
            .join(',')}\n`
      )
      .join('')
    const played = async (examples: string) => {
      const compiled = compile(csv, `${operator}${before}from "changes.csv"${examples}`)
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
      const touched = new TouchedRules()
      const reports = await runExamples(compiled.rules, registry, touched)
      const { files } = ruleCoverage(compiled.rules, touched.places)
      return {
        failures: reports.flatMap(({ failures }) => failures),
        file: files.find(({ file }) => file === 'changes.csv')
      }
    }
    expect(await played(after)).toMatchObject({
      failures: [],
      file: { rules: 6, touched: 6, untouched: [], rows: null }
    })
    const back = after.indexOf('  on 2026-03-21')
    const less = await played(`${after.slice(0, back)}}\n${after.slice(after.indexOf('example "down'))}`)
    expect(less.file?.untouched).toMatchObject([
      { rule: 'changes mobile > mobile-40 to mobile-20', file: 'changes.csv', line: 3 }
    ])
  })
})

describe('an editor beside a matrix in a CSV file', () => {
  const workspace = new RulesWorkspace({ signatures })
  workspace.write('rules.farthing', rules)
  workspace.write('changes.csv', CSV)
  const inFile = (text: string) => ({ path: 'changes.csv', offset: CSV.indexOf(text) + 1 })

  it('goes from a row and a column to the plan, and from the statement to the file', () => {
    for (const at of [inFile('mobile-40,forb'), inFile('mobile-40,mobile')])
      expect(definitionsAt(workspace, at).map(({ source, start }) => source.place(start))).toMatchObject([
        { file: 'rules.farthing', line: 6 }
      ])
    const named = { path: 'rules.farthing', offset: rules.indexOf('"changes') + 2 }
    expect(definitionsAt(workspace, named)).toMatchObject([{ source: { file: 'changes.csv' }, start: 0 }])
    expect(hoverAt(workspace, inFile('mobile-40,forb'))?.text).toContain('plan mobile-40')
  })

  it('finds and renames a plan there', () => {
    const at = { path: 'rules.farthing', offset: rules.indexOf('mobile-20') }
    expect(referencesAt(workspace, at, { declarations: false })).toHaveLength(2)
    const renamed = renameAt(workspace, at, 'mobile-25')
    expect(renamed.ok && renamed.edits.get('changes.csv')).toHaveLength(2)
  })

  it('follows edits of the file', () => {
    expect(workspace.checked.diagnostics).toEqual([])
    workspace.write('changes.csv', CSV.replace('25.00', 'gratis'))
    expect(workspace.checked.diagnostics).toMatchObject([{ file: 'changes.csv', line: 4 }])
    workspace.write('changes.csv', CSV)
    expect(workspace.checked.diagnostics).toEqual([])
  })
})
