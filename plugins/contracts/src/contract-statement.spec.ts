import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('contract', () => {
  it('has a name that no other contract of its plan has', () => {
    const second = (name: string): string =>
      `contract year "A year" { term 12 months }\ncontract ${name} "Longer" { term 18 months }`
    expect(testStatement(plugin, second('longer'))).toMatchObject({ ok: true })
    expect(testStatement(plugin, second('year'))).toEqual({
      ok: false,
      errors: ['R0612 there is a contract year above already']
    })
  })

  it.each([
    ['signing fee 0.00', 'a fee of nothing charges nothing: leave it out'],
    ['early exit 0.00', 'a fee of nothing charges nothing: leave it out'],
    ['early exit 0.00 per month left', 'a fee of nothing charges nothing: leave it out'],
    ['early exit 10.00, at most 0.00', 'at most nothing is no fee: leave it out']
  ])('with %s is refused', (line, message) => {
    const text = `contract year "A year" { term 12 months; ${line} }`
    expect(testStatement(plugin, text)).toEqual({ ok: false, errors: [`R0614 ${message}`] })
  })
})
