// What examples use is counted as usage is: in whole ticks, and no more of them than numbers hold.
import { compileRules } from '../index.ts'

const rules = (line: string): string => `operator "X" {
  currency AUD
  time zone "Australia/Melbourne"
}

message "m" { facts plan }

plan basic "Basic" { }

example "of one life" {
  on 2026-03-02 subscribe basic
  ${line}
}
`
const codes = (line: string): string[] =>
  compileRules({ files: new Map([['a.farthing', rules(line)]]), signatures: [] }).diagnostics.map(
    ({ code, line: at, message }) => `${at} ${code} ${message}`
  )
const WRONG =
  '12 R0157 it must be a whole number of milliseconds, bytes, messages or events, and not beyond 2^53 of them'

describe('the quantity of an example', () => {
  it.each([
    'at 2026-03-02 10:00 call +61293334444 for 999999999999.999999 min',
    'at 2026-03-02 10:00 call +61293334444 for 0.0001s',
    'at 2026-03-02 10:00 use 999999999999 TB of data',
    'at 2026-03-02 10:00 use 0.5 B of data'
  ])('is refused where it cannot be counted: %s', line => {
    expect(codes(line)).toContain(WRONG)
  })

  it('may be what can be counted', () => {
    expect(codes('at 2026-03-02 10:00 call +61293334444 for 0.001s')).not.toContain(WRONG)
  })
})

describe('what an example expects to be left', () => {
  const found = (left: string): string[] => {
    const tariff = `tariff v for voice { rates {
| price |
| free |
} }
`
    const text = tariff + rules(`expect remaining ${left} of voice`)
    const { diagnostics } = compileRules({ files: new Map([['a.farthing', text]]), signatures: [] })
    return diagnostics.filter(({ code }) => code === 'R0151').map(({ line, message }) => `${line} ${message}`)
  }

  it('is in the unit of the service', () => {
    expect(found('1000 min')).toEqual([])
    expect(found('60 MB')).toEqual(['16 usage of voice is counted in seconds by tariff v, and `60 MB` is in bytes'])
  })
})

describe('a name that nothing declares', () => {
  it('is not repeated at any length', () => {
    const policy = `policy p { when owed > 1.00: notify "${'x '.repeat(3000)}" }`
    const files = new Map([['a.farthing', `${rules('')}\n${policy}\n`]])
    const named = compileRules({ files, signatures: [] }).diagnostics.filter(({ code }) => code === 'R0111')
    const [{ message: found } = { message: '' }] = named
    expect(found).toContain('named x x x')
    expect(found.length).toBeLessThan(300)
  })
})
