import { grouped, limits, type Limit } from './limits.ts'
import { codeExamples } from './reference/code-examples.ts'
import { exampleFiles } from './reference/code-example.ts'
import { errorCodes } from './reference/error-codes.ts'
import { defineStatement } from './signature/signature.ts'
import { compileRules } from './rule-set/compile-rules.ts'

const tariffs = defineStatement({
  id: 'test.tariff',
  in: ['plan'],
  pattern: 'tariff <tariffs>',
  slots: { tariffs: { kind: 'names', refersTo: 'tariff' } },
  doc: 'Tariffs.',
  example: 'tariff calls, messages'
})

const all: readonly Limit[] = Object.values(limits)
const ofRules = all.filter(({ code, of }) => code >= 'R0080' && code <= 'R0089' && of !== limits.hours.of)

describe('limits', () => {
  it.each(all)('$of: $code is a code with a page', ({ code }) => {
    expect(errorCodes.has(code)).toBe(true)
  })

  it.each(ofRules)('$of: who goes beyond $most is told $code and the limit', ({ most, code }) => {
    const wrong = codeExamples[code]?.wrong
    if (wrong === undefined) throw new Error(`${code} has no example`)
    const told = compileRules({ files: exampleFiles(wrong), signatures: [tariffs] }).diagnostics.filter(
      found => found.code === code
    )
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining(grouped(most))])
  })

  it('hours of a band', () => {
    const hours = Array.from({ length: 101 }, () => 'monday 08:00..09:00').join(', ')
    const text = `tariff calls for voice { band peak = ${hours}; rates { | price |\n| 0.10 per call | } }`
    const { diagnostics } = compileRules({ files: exampleFiles(text), signatures: [] })
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toContain(
      'R0084 this list has 101 stretches of hours, and may have 100'
    )
  })
})
