// Fees and shares of nothing are refused when they are written; what was published with them is still read.
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { allPlugins } from './compiled-rules.ts'

const registry = await allPlugins()

const rulesWith = (contract: string, commission: string) => ({
  ...installationOf(registry),
  files: new Map([
    [
      'rules.farthing',
      `operator "Coastal Telecom" { currency AUD; time zone "Australia/Melbourne" }
plan home "Home" { rent 40.00 per month; contract year "A year" { term 12 months; ${contract} } }
commission dealer "Dealer" { ${commission}; layer dealer 100% }
`
    ]
  ])
})

describe('amounts of nothing', () => {
  it.each([
    ['early exit 0% of remaining rent', 'leading fee 50.00', ['R0614']],
    ['early exit 50% of remaining rent, at most 0.00', 'leading fee 50.00', ['R0614']],
    [
      'signing fee 0.00; early exit 0.00, at most 0.00',
      'leading 0%; trailing fee 0.00',
      ['R0614', 'R0614', 'R0614', 'R0615', 'R0615']
    ],
    ['signing fee 0.01; early exit 0.01', 'leading 0.01%', []]
  ])('%s; %s', (contract, commission, codes) => {
    const rules = rulesWith(contract, commission)
    expect(compileRules(rules).diagnostics.map(({ code }) => code)).toEqual(codes)
    expect(compileRules({ ...rules, published: true })).toMatchObject({ ok: true })
  })
})
