import { compileRules } from '../rule-set/compile-rules.ts'

const found = (line: string): string[] => {
  const text = `operator "X" { currency EUR; time zone "Europe/Berlin" }\nplan p "P" { }\nexample "a" {\n  on 2026-03-01 subscribe p\n  ${line}\n}\n`
  const { diagnostics } = compileRules({ files: new Map([['a.farthing', text]]), signatures: [] })
  return diagnostics.map(({ code, message }) => `${code} ${message}`)
}

describe('what is left over of a statement', () => {
  it.each([
    [
      'expect service active p',
      'R0024 the statement is complete before `p`; only `for` may follow here, with the subscription, by the name after as'
    ],
    ['expect service barred data', 'R0024 the statement is complete before `data`; only `on` or `for` may follow here'],
    ['expect total 1.00 now', 'R0024 the statement is complete before `now`']
  ])('%s says what may follow, and with what', (line, message) => {
    expect(found(line)).toEqual([message])
  })
})
