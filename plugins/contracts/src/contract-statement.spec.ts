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
})
