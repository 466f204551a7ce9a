// `farthing test` as an operator runs it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing } from './farthing.ts'

const OPERATOR = 'operator "Test" {\n  currency AUD\n  time zone "Australia/Melbourne"\n  round half up to 0.01\n}\n'

/** Two plans of which the examples use one; an example expects `rent` of it on a bill of `day`. */
const plans = `plan basic "Basic" {
  from 2026-01-01
  rent 10.00 per month in advance, prorated by day
}

plan spare "Spare" {
  from 2026-01-01
  rent 20.00 per month in advance, prorated by day
}
`
const example = (title: string, rent: string, months = 0): string => `
example "${title}" {
  on 2026-03-01 subscribe basic
  on 2026-0${3 + months}-01 bill
  expect invoice {
    charge "Basic" ${rent}
  }
}
`

describe('farthing test', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-red-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function rules(name: string, ...texts: readonly string[]): string {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'operator.farthing'), OPERATOR)
    texts.forEach((text, index) => writeFileSync(join(folder, name, `plans-${index}.farthing`), text))
    return join(folder, name)
  }

  it('shows what was expected above what came, and ends with a summary and 1', () => {
    const path = rules('red', plans + example('right', '10.00') + example('wrong', '11.00'))
    expect(farthing(['test', path])).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        `^ok  right \\(plans-0.farthing:11:1\\)
RED wrong \\(plans-0.farthing:19:1\\)
    plans-0.farthing:22:3: invoice INV-000001 of 2026-03-01 has other lines
      - charge  Basic  2026-03-01..2026-04-01  11.00  expected
      \\+ charge  Basic  2026-03-01..2026-04-01  10.00  got
                                               \\^\\^\\^\\^\\^

1 of 2 examples as expected, 1 red, [0-9.]+ s
$`
      )
    })
  })

  it('tells many examples file by file, the red ones in full', () => {
    const many = Array.from({ length: 20 }, (_, index) => example(`right ${index}`, '10.00')).join('')
    const run = farthing(['test', rules('many', plans + many, example('wrong', '11.00'))])
    expect(run.out).toMatch(
      /^ok {2}plans-0\.farthing {2}20 examples\nRED plans-1\.farthing {2}one example, 1 of them red\nRED wrong/
    )
  })

  it('says which rules no example touches, and makes a gate of it', () => {
    const path = rules('covered', plans + example('right', '10.00'))
    const text = farthing(['test', path, '--coverage'])
    expect(text).toMatchObject({ code: 0, out: expect.stringContaining('plans-0.farthing  2 of 4 touched  50%\n') })
    expect(text.out).toContain('    plans-0.farthing:6:6  plan spare, and one rule in it\n')
    const json = farthing(['test', path, '--json', '--require-coverage', '60%'])
    expect(json).toMatchObject({
      code: 1,
      err: expect.stringContaining('Examples touch 2 of 4 rules, and 60% are required: one more rule at least.')
    })
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      failed: 0,
      coverage: {
        percent: 50,
        rules: 4,
        touched: 2,
        files: [{ file: 'plans-0.farthing', untouched: [{ rule: 'plan spare', line: 6, rules: 2 }] }]
      }
    })
    expect(farthing(['test', path, '--require-coverage', '50%']).code).toBe(0)
  })

  it('reports the same from several threads, in the order of the rules', () => {
    const many = Array.from({ length: 300 }, (_, index) => example(`story ${index}`, index % 7 ? '10.00' : '9.00', 6))
    const path = rules('threads', plans + many.join(''))
    const [one, three] = ['1', '3'].map(count => farthing(['test', path, '--json', '--coverage', '--threads', count]))
    expect(JSON.parse(one?.out ?? '')).toMatchObject({ passed: 257, failed: 43 })
    expect(three?.out).toBe(one?.out)
    expect(three?.code).toBe(one?.code)
  })

  it.each([
    [['--only', 'nothing of that name'], "no example of rules has 'nothing of that name' in its title"],
    [['--require-coverage', 'most'], "--require-coverage is 'most', which is no percentage such as 80%"],
    [['--threads', '0'], "--threads is '0', which is no number from 1 to 99"]
  ])('%j is a wrong call', (words, text) => {
    expect(farthing(['test', 'rules', ...words])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(text)
    })
  })
})
