// Places and fixes of what is wrong in a cell: they must fit the file, whatever its quoting is.
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { applyEdits } from '../language-server/rename.ts'
import { rateColumns } from '../statement/sample-signatures.ts'
import { SourceText } from '../text/source-text.ts'
import { placed } from './cell-places.ts'
import { readCsv } from './read-table.ts'

const applied = (text: string, fix: Fix | undefined): string => applyEdits(text, fix?.edits ?? [])

describe('what is wrong in a field of a CSV', () => {
  it.each([
    ['after blanks', 'zone;price', 'a; 0,12 per minute', 4, 'a; 0.12 per minute'],
    ['before blanks', 'zone;price', 'a ;0,12 per minute ', 4, 'a ;0.12 per minute '],
    ['between quotation marks', 'zone,price', '"a","0,12 per minute"', 6, '"a","0.12 per minute"'],
    ['between quotation marks and blanks', 'zone,price', '"a"," 0,12 per minute "', 7, '"a"," 0.12 per minute "']
  ])('has its place and its fix %s', (_, header, line, column, mended) => {
    const problems = new DiagnosticList(new SourceText('rates.csv', `${header}\n${line}`))
    expect([...readCsv(problems.source, rateColumns, problems)]).toEqual([])
    const [problem] = problems.toArray()
    expect([problem?.line, problem?.column]).toEqual([2, column])
    expect(applied(problems.source.text, problem?.fix)).toBe(`${header}\n${mended}`)
  })

  it('is placed after doubled quotation marks', () => {
    const file = 'a," ""x"" or y z"'
    const fix = { title: 'quote it', edits: [{ start: 7, end: 10, text: '"y z"' }] }
    const problem = { code: 'R0058', message: 'not one name', start: 7, end: 10, fix } as const
    const moved = placed(problem, file, { start: 2, end: file.length, text: '"x" or y z', raw: true })
    expect(file.slice(moved.start, moved.end)).toBe('y z')
    expect(applied(file, moved.fix)).toBe('a," ""x"" or ""y z"""')
  })

  it('has no fix that the field cannot hold as it stands', () => {
    const problem = { code: 'R0058', message: 'not one name', start: 0, end: 3 } as const
    const quoting = { ...problem, fix: { title: 'quote it', edits: [{ start: 0, end: 3, text: '"y z"' }] } }
    expect(placed(quoting, 'a,y z', { start: 2, end: 5, text: 'y z', raw: true })).toEqual({
      ...problem,
      start: 2,
      end: 5
    })
    expect(placed(quoting, '| y z |', { start: 2, end: 5, text: 'y z', raw: false }).fix?.edits).toEqual([
      { start: 2, end: 5, text: '"y z"' }
    ])
  })
})
