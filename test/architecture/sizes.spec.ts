import { runTool } from './run-tool.ts'
import { compare, limits, measure } from '../../tools/sizes.mjs'

const lines = (count: number) => Array.from({ length: count }, (_, index) => `  work(${index})`).join('\n')

describe('sizes only shrink', () => {
  it('has no new offender and none that grew (files 250 lines, functions 40, parameters 4)', () => {
    expect(runTool<string[]>('sizes')).toEqual([])
  })

  it('measures a file, its functions and their parameters', () => {
    const text = `export function charge(a: 1, b: 2, c: 3, d: 4, e: 5) {\n${lines(50)}\n}\n`
    const over = measure('libs/x/charge.ts', text).filter(({ kind, size }) => size > (limits[kind] ?? 0))
    expect(over).toEqual([
      { kind: 'functionLines', name: 'libs/x/charge.ts > charge', size: 52 },
      { kind: 'parameters', name: 'libs/x/charge.ts > charge ()', size: 5 }
    ])
  })

  it('accepts a known offender, refuses a new one and one that grew', () => {
    const found = [{ kind: 'fileLines' as const, name: 'a.ts', size: 300 }]
    expect(compare(found, { 'a.ts': 300 })).toEqual([])
    expect(compare(found, {})).toEqual(['a.ts: 300 (fileLines, the limit is 250): split it by what it does'])
    expect(compare(found, { 'a.ts': 299 })).toEqual(['a.ts: grew from 299 to 300 (fileLines, the limit is 250)'])
  })
})
