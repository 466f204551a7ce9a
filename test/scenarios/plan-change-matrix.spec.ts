// A statement with a matrix that a plugin brings: as good as one of the kernel's in everything that a rule meets.
import {
  compileRules,
  completionsAt,
  formatFile,
  hoverAt,
  kernelVocabulary,
  referencePages,
  renameAt,
  renderDiagnostic,
  RulesWorkspace
} from '@farthing/rules-language'
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
const compile = (text: string) => compileRules({ files: new Map([['rules.farthing', operator + text]]), signatures })

const plans = ['mobile-20', 'mobile-40', 'mobile-80'].map(
  name => `plan ${name} "${name}" {\n  rent 1.00 per month\n}\n`
)
const changes = (...rows: readonly string[]): string => `${plans.join('')}changes mobile {\n${rows.join('\n')}\n}\n`
const HEADER = '| from \\ to | mobile-20 | mobile-40 | mobile-80 |'
const ROWS = [
  '| mobile-20 | - | free | 5.00 |',
  '| mobile-40 | forbidden "Not down" | - | free |',
  '| mobile-80 | forbidden "Not down" | 25.00 | - |'
] as const

/** 'line:column code message', lines counted from the header of the matrix. */
function problems(...rows: readonly string[]): string[] {
  const compiled = compile(changes(...rows))
  const first = operator.split('\n').length + plans.length * 3
  return compiled.diagnostics.map(({ code, column, line, message }) => `${line - first}:${column} ${code} ${message}`)
}

describe('a matrix of a plugin', () => {
  it('is checked cell by cell: nothing is wrong with this one', () => {
    expect(problems(HEADER, ...ROWS)).toEqual([])
  })

  it.each([
    [
      'an empty cell',
      1,
      '| mobile-20 | - | | 5.00 |',
      ['2:19 R0055 the cell of `mobile-40` is empty: every pair says something']
    ],
    ['a missing cell', 1, '| mobile-20 | - | free |', ['2:1 R0054 this row has 3 cells, the header 4']],
    [
      'a cell of another shape',
      2,
      '| mobile-40 | forbiden "No" | - | free |',
      [expect.stringMatching(/^3:15 R00\d\d .*forbid/)]
    ],
    ['another unit in one cell', 1, '| mobile-20 | - | free | 5 GB |', [expect.stringMatching(/^2:26 R00\d\d /)]],
    ['foreign money in one cell', 1, '| mobile-20 | - | free | 5.00 EUR |', [expect.stringMatching(/^2:26 R0033 /)]],
    [
      'something in the diagonal',
      1,
      '| mobile-20 | free | free | 5.00 |',
      ['2:15 R0120 mobile-20 does not change to itself: write -']
    ],
    [
      'nothing beside the diagonal',
      1,
      '| mobile-20 | - | - | 5.00 |',
      ['2:19 R0120 the cell of mobile-20 and mobile-40 says nothing: - is for the diagonal']
    ],
    [
      'a row twice',
      3,
      '| mobile-40 | free | - | free |',
      [
        expect.stringContaining('1:39 R0120 mobile-80 has a column and no row'),
        '4:3 R0120 there are two rows of mobile-40: keep one of them'
      ]
    ],
    [
      'an unknown plan',
      3,
      '| mobile-81 | free | free | free |',
      [expect.stringContaining('R0111 there is no plan named mobile-81')]
    ]
  ])('reports %s, at its place', (_, line, row, expected) => {
    const rows = [HEADER, ...ROWS].map((old, at) => (at === line ? row : old))
    const found = problems(...rows)
    for (const one of expected) expect(found).toContainEqual(one)
  })

  it('reports a column twice and an unknown plan in the header, once', () => {
    const twice = problems(HEADER.replace('mobile-80', 'mobile-40'), ...ROWS)
    expect(twice).toContainEqual('1:39 R0052 the column `mobile-40` is there twice')
    const unknown = problems(HEADER.replace('mobile-80', 'mobile-90'), ...ROWS)
    expect(unknown.filter(one => one.includes('R0111'))).toEqual(['1:39 R0111 there is no plan named mobile-90'])
  })

  it('plays its worked example: charged, refused, and every cell covered', async () => {
    const compiled = compile(changesAtWork)
    if (!compiled.ok) throw new Error(compiled.diagnostics.map(one => renderDiagnostic(one, '')).join('\n'))
    const touched = new TouchedRules()
    const reports = await runExamples(compiled.rules, registry, touched)
    expect(reports.flatMap(({ failures }) => failures)).toEqual([])
    const { files } = ruleCoverage(compiled.rules, touched.places)
    expect(files.flatMap(({ untouched }) => untouched)).toEqual([])
  })

  it('says which cells no example touches', async () => {
    const compiled = compile(changesAtWork.slice(0, changesAtWork.indexOf('  on 2026-03-21')) + '}\n')
    if (!compiled.ok) throw new Error('the rules compile')
    const touched = new TouchedRules()
    await runExamples(compiled.rules, registry, touched)
    const { files } = ruleCoverage(compiled.rules, touched.places)
    expect(files.flatMap(({ untouched }) => untouched)).toContainEqual(
      expect.objectContaining({ rule: 'changes mobile > mobile-40 to mobile-20', line: 21, column: 17 })
    )
  })

  it('is laid out in columns', () => {
    expect(
      formatFile(
        { file: 'rules.farthing', text: changes(HEADER, ...ROWS) },
        new RulesWorkspace({ signatures }).catalogue
      )
    ).toContain(
      [
        '  | from \\ to | mobile-20            | mobile-40 | mobile-80 |',
        '  | mobile-20 | -                    | free      | 5.00      |',
        '  | mobile-40 | forbidden "Not down" | -         | free      |',
        '  | mobile-80 | forbidden "Not down" | 25.00     | -         |'
      ].join('\n')
    )
  })

  it('has a page in the reference', () => {
    const page = referencePages({ signatures: [...kernelVocabulary, ...signatures], check: () => [] }).get('changes.md')
    expect(page).toContain('Each further column is headed by a plan')
    expect(page).toContain('free | forbidden <reason> | <fee>')
    expect(page).toContain('what the customer is told')
  })
})

describe('an editor in a matrix', () => {
  const edit = (text: string) => {
    const workspace = new RulesWorkspace({ signatures })
    const at = text.indexOf('▮')
    workspace.write('rules.farthing', operator + text.replace('▮', ''))
    return { workspace, at: { path: 'rules.farthing', offset: operator.length + at } }
  }
  const labels = (text: string): string[] => {
    const { workspace, at } = edit(text)
    return completionsAt(workspace, at).map(({ label }) => label)
  }

  it('is offered plans in the header and in the first column, and the words of a cell', () => {
    expect(labels(changes('| from \\ to | ▮'))).toEqual(expect.arrayContaining(['mobile-20', 'mobile-80']))
    expect(labels(changes(HEADER, '| ▮'))).toEqual(expect.arrayContaining(['mobile-20', 'mobile-80']))
    expect(labels(changes(HEADER, '| mobile-20 | ▮'))).toEqual(expect.arrayContaining(['free', 'forbidden', '-']))
  })

  it('reads what a cell means', () => {
    const { workspace, at } = edit(changes(HEADER, ROWS[0].replace('5.00', '5.▮00'), ...ROWS.slice(1)))
    expect(hoverAt(workspace, at)?.text).toContain('What the change from the plan of the row')
  })

  it('renames a plan in the matrix too', () => {
    const { workspace, at } = edit(changes(HEADER, ...ROWS).replace('plan mobile-20', 'plan mobile-▮20'))
    const renamed = renameAt(workspace, at, 'mobile-25')
    expect(renamed.ok && [...renamed.edits.values()].flat()).toHaveLength(3)
  })
})
