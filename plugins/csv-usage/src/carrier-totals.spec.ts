import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import { testFile } from '@farthing/plugin-sdk/testing'
import { carrierFormat } from './carrier-format.ts'
import type { FileLayout } from './file-layout.ts'
import { plugin } from './index.ts'

const AT = { rule: 'usage format carrier-x', file: 'test.farthing', line: 1, column: 1 }
const TARIFF = 'tariff calls for voice {\n  rates {\n    | price |\n    | 0.10 per minute |\n  }\n}\n'
const BASIC = [
  'separated by semicolon',
  'decimal comma',
  'thousands point',
  'columns id, payer, begun, seconds, worth',
  'no header',
  'id in id',
  'service is voice',
  'subscriber in payer',
  'started in begun',
  'value in worth'
]
const MEASURED = 'quantity in seconds counted in s'
const TOTALS = 'totals in lines beginning with "SUM", records in field 2, quantity in field 3, value in field 4'

const written = (...lines: string[]): ReturnType<typeof testFile> =>
  testFile(plugin, `usage format carrier-x {\n${[...BASIC, ...lines].map(line => `  ${line}\n`).join('')}}\n${TARIFF}`)

function open(...lines: string[]): Extract<OpenedUsageFile, { ok: true }> {
  const tested = written(...lines)
  if (!tested.ok) throw new Error(tested.errors.join('\n'))
  const format = carrierFormat(structuredClone(tested.values[0]) as FileLayout, AT)
  expect(format.remembers).toBe(true)
  const opened = format.open({ header: null, zone: 'UTC' })
  if (!opened.ok) throw new Error(opened.problem)
  return opened
}

/** What is wrong with a file of these lines. */
function problemOf(lines: readonly string[], ...format: string[]): string | null {
  const opened = open(MEASURED, TOTALS, ...format)
  for (const line of lines) opened.parse(line)
  return opened.end?.() ?? null
}

const call = (id: string, seconds = '60,5', worth = '1,25'): string =>
  `${id};anna;2026-03-02 10:00:00;${seconds};${worth}`
const TWO = [call('1'), call('2', '1.000', '')]

describe("totals in a carrier's file", () => {
  it('agree, whatever became of the lines, wherever the totals stand', () => {
    const lines = [
      ...TWO,
      call('2', '1.000', ''),
      '3;;2026-03-02 10:00:00;5;0',
      '4;anna;2026-02-31 10:00:00;5;0',
      'damaged',
      '',
      '  ',
      '# a comment'
    ]
    const sum = 'SUM;6;2.070,50;1,250'
    const skip = 'skip lines beginning with "#"'
    expect(problemOf([...lines, sum], skip)).toBeNull()
    expect(problemOf([sum, ...lines], skip)).toBeNull()
    expect(problemOf([...TWO, '"SUM";2'], skip)).not.toBeNull()
    expect(problemOf([...TWO, '"SUM";"2";"1.060,50";"1,250"'])).toBeNull()
    expect(problemOf([...TWO, '"SUM";"3";"1.060,50";"1,250"'])).toContain('says 3 records')
    const skipped = 'skip "60,5" in seconds as "free"'
    expect(problemOf([...TWO, 'SUM;2;1.060,5;1,25'], skipped)).toBeNull()
  })

  it.each([
    [
      [...TWO, 'SUM;3;1.060,5;1,25'],
      'the line of totals (SUM) says 3 records, a quantity of 1060.5 and a value of 1.25, but 2 records, a quantity of 1060.5 and a value of 1.25 were read: ask for the file again'
    ],
    [
      [call('1'), 'SUM;1;60,5;1,26'],
      'the line of totals (SUM) says 1 record, a quantity of 60.5 and a value of 1.26, but 1 record, a quantity of 60.5 and a value of 1.25 were read: ask for the file again'
    ],
    [
      TWO,
      'the file has no line of totals (SUM), so it may be cut off: 2 records, a quantity of 1060.5 and a value of 1.25 were read'
    ],
    [
      [...TWO, 'SUM;2;1060.5;1,25'],
      'the line of totals (SUM) has no number as quantity (`1060.5`), and 2 records, a quantity of 1060.5 and a value of 1.25 were read: ask for the file again'
    ],
    [
      [...TWO, 'SUM;2'],
      'the line of totals (SUM) has no number as quantity (``), and 2 records, a quantity of 1060.5 and a value of 1.25 were read: ask for the file again'
    ],
    [
      [call('1'), 'SUM;1;60,5;1,25', 'SUM;0;0;0'],
      'the file has a second line of totals (SUM), which says 0 records, a quantity of 0 and a value of 0, and 1 record, a quantity of 60.5 and a value of 1.25 were read: ask for the file again'
    ]
  ])('are missed with both figures: %j', (lines, problem) => {
    expect(problemOf(lines)).toBe(problem)
  })

  it('are counted under their reason, and wait where they say nothing', () => {
    const opened = open(MEASURED, `${TOTALS} as "trailer"`)
    const lines = ['SUM;2;1.060,5;1,25', 'SUM;2;1.060,5;1,25', 'SUM;many;1;1', 'SUM;1;1;"']
    expect(lines.map(line => opened.parse(line))).toMatchObject([
      { kind: 'filtered', reason: 'trailer' },
      { kind: 'malformed', field: 'line', reason: 'second-totals' },
      { kind: 'malformed', field: 'records', reason: 'not-a-number', detail: 'many' },
      { kind: 'malformed', reason: 'not-a-number' }
    ])
    expect(open(MEASURED, TOTALS).parse('SUM;2;1;1')).toEqual({ kind: 'filtered', reason: 'totals' })
  })

  it('count lines that are no text, and were not parsed', () => {
    const opened = open(MEASURED, TOTALS)
    opened.parse(call('1'))
    opened.passOver?.('2;M\u00fc\0ller;2026-03-02 10:00:00;1.000;')
    opened.passOver?.('SUM;2;1.060,5;1,25;\u00e4')
    expect(opened.end?.()).toBeNull()
  })

  it('may count all lines, in the header and in the trailer', () => {
    const begun = 'totals in lines beginning with "HDR", lines in field 3 as "header"'
    const ended = 'totals in lines beginning with "SUM", records in field 2 as "trailer"'
    const problem = (...lines: string[]): string | null => {
      const opened = open(MEASURED, begun, ended)
      for (const line of lines) opened.parse(line)
      return opened.end?.() ?? null
    }
    expect(problem('HDR;x;4', ...TWO, '', 'SUM;2')).toBeNull()
    expect(problem('HDR;x;3', ...TWO, 'SUM;2')).toBe(
      'the line of totals (HDR) says 3 lines, but 4 lines were read: ask for the file again'
    )
    expect(problem('HDR;x;4', ...TWO, 'SUM;1')).toContain('says 1 record, but 2 records were read')
    expect(problem(...TWO, 'SUM;2')).toContain('no line of totals (HDR)')
  })

  it('sum what clocks write as clocks do', () => {
    const opened = open('quantity in seconds as "hours:minutes:seconds"', TOTALS)
    for (const line of [call('1', '00:59:30'), call('2', '01:00:45', '0'), 'SUM;2;02:00:15;1,25']) opened.parse(line)
    expect(opened.end?.()).toBeNull()
  })
})

describe('totals that are declared wrong', () => {
  it.each([
    [[MEASURED, 'totals in lines beginning with "", records in field 2'], 'R0636 every line begins with nothing'],
    [[MEASURED, TOTALS, 'skip lines beginning with "SU"'], 'R0636 a line may begin with both "SUM" and "SU"'],
    [
      [MEASURED, TOTALS, 'totals in lines beginning with "SUMME", records in field 2'],
      'R0636 a line may begin with both "SUMME" and "SUM"'
    ],
    [['quantity is 1 sms', TOTALS], 'R0634 no column has quantities that could be summed'],
    [
      [MEASURED, 'totals in lines beginning with "SUM", records in field 2, quantity in field 2'],
      'R0634 field 2 holds another total already'
    ],
    [[MEASURED, 'totals in lines beginning with "SUM", records in field 1'], 'R0'],
    [[MEASURED, 'totals in lines beginning with "SUM"'], 'R0']
  ])('%j', (lines, error) => {
    const tested = written(...lines)
    expect(tested.ok ? [] : tested.errors).toEqual([expect.stringContaining(error)])
  })
})
