// Two parts of a commission that count the same lines are refused under whichever names; published before, they count each line once.
import { installationOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { allPlugins } from './compiled-rules.ts'
import { coastal } from './coastal.ts'

const registry = await allPlugins()
const rulesWith = (lines: string): string => `${coastal}
item visit "Visit" 100.00, category goods
charges from parking, category parking, at most 500.00
account charge support "Support desk" 30.00 per month, category care
commission dealer "Dealer" { ${lines}; layer agent 100% }
`
function found(lines: string, more: { readonly published?: true } = {}): string[] {
  const files = new Map([['coastal.farthing', rulesWith(lines)]])
  const { diagnostics } = compileRules({ ...installationOf(registry), files, ...more })
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

const overlapping = [
  ['usage', 'voice'],
  ['goods', 'invoice-item'],
  ['item', 'invoice-item'],
  ['parking', 'external-charge'],
  ['external', 'external-charge'],
  ['care', 'account-charge'],
  ['contract', 'early-exit'],
  ['rent, voice', 'setup, usage']
]

it.each(overlapping)('refuses %s beside %s in new texts alone', (a, b) => {
  for (const [first, second] of [
    [a, b],
    [b, a]
  ])
    for (const word of ['leading', 'trailing']) {
      const lines = `${word} 3% of ${first}; ${word} 5% of ${second}`
      expect(found(lines)).toEqual(['R0585'])
      expect(found(lines, { published: true })).toEqual([])
    }
})

it.each([
  ['voice', 'sms'],
  ['goods', 'item'],
  ['rent', 'usage'],
  ['goods', 'external-charge'],
  ['rent', 'something-else']
])('takes %s beside %s', (a, b) => {
  expect(found(`trailing 3% of ${a}; trailing 5% of ${b}`)).toEqual([])
})

it('takes parts of other plans, and of another kind', () => {
  expect(found('trailing 3% of usage on talk; trailing 5% of voice on talk-more')).toEqual([])
  expect(found('leading 3% of usage; trailing 5% of voice')).toEqual([])
})

it('refuses the same name as ever', () => {
  expect(found('trailing 3% of usage; trailing 5%', { published: true })).toEqual(['R0585'])
})
