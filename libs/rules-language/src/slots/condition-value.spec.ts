import { lexRange } from '../lexer/lex.ts'
import { readCondition } from './condition-value.ts'

describe('a condition of thousands of tests', () => {
  it('is read in time that grows with its length, each test with its own text', () => {
    const text = `${'plan is a or '.repeat(4_990)}used(data) reaches 80% of included`
    const { tokens } = lexRange(text, 0, text.length)
    const started = performance.now()
    const readings = Array.from({ length: 5 }, () =>
      readCondition({ tokens, at: 0, follow: new Set(), endsList: () => false }, { kind: 'condition' })
    )
    expect(performance.now() - started).toBeLessThan(10_000)
    const [reading] = readings
    const value: unknown = reading?.ok === true ? reading.value : null
    const { of } = value as { of: { text: string }[] }
    expect([of.length, of[0]?.text, of.at(-1)?.text]).toEqual([
      4_991,
      'plan is a',
      'used(data) reaches 80% of included'
    ])
  })
})
