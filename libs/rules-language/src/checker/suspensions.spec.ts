// Kinds of suspension: named once, and known wherever they are spoken of.
import { compileRules } from '../rule-set/compile-rules.ts'

const rules = (text: string, suspensions = 'suspensions holiday, debt'): string =>
  `operator "Coastal" { currency AUD; time zone "Australia/Melbourne"; ${suspensions} }
plan small "Small" { from 2026-01-01 }
${text}`

function compiled(...given: Parameters<typeof rules>) {
  return compileRules({ files: new Map([['rules/a.farthing', rules(...given)]]), signatures: [] })
}

function errors(...given: Parameters<typeof rules>): string[] {
  return compiled(...given).diagnostics.map(({ code, message }) => `${code} ${message}`)
}

it('are named by the operator, in the order written; none, when left out', () => {
  expect(compiled('')).toMatchObject({ rules: { operator: { suspensions: ['holiday', 'debt'] } } })
  expect(compiled('', '')).toMatchObject({ rules: { operator: { suspensions: [] } } })
})

it.each([
  'forbid suspend because of holiday when owed > 0.00 "Pay what is open first"',
  'forbid suspend because of holiday, debt "Not now"',
  'allow suspend because of debt',
  'forbid resume when suspension is debt and owed > 0.00 "Pay what is open first"',
  'example "x" { on 2026-03-01 subscribe small; on 2026-03-05 suspend because of debt; expect service suspended because of debt }',
  'example "x" { on 2026-03-01 subscribe small as home; on 2026-03-05 suspend because of debt at next cycle for home, known on 2026-03-09; expect service active }'
])('are known in %s', text => {
  expect(errors(text)).toEqual([])
})

it.each([
  ['forbid suspend because of dept "No"', 'R0111 there is no kind of suspension named dept'],
  ['allow suspend because of lost', 'R0111 there is no kind of suspension named lost'],
  [
    'forbid resume when suspension is dept "No"',
    'R0302 `suspension` is the name of a kind of suspension, never `dept`'
  ],
  [
    'example "x" { on 2026-03-01 subscribe small; on 2026-03-05 suspend because of lost; expect service active }',
    'R0111 there is no kind of suspension named lost'
  ],
  ['forbid resume because of debt "No"', expect.stringMatching(/^R00/)],
  ['forbid suspend because of "No"', expect.stringMatching(/^R0/)],
  [
    'example "x" { on 2026-03-01 subscribe small; on 2026-03-05 resume because of debt; expect service active }',
    expect.stringMatching(/^R00/)
  ]
])('are refused in %s', (text, error) => {
  expect(errors(text)).toEqual([error])
})

it.each([
  ['suspensions holiday, holiday', 'R0047 `holiday` is in this list already'],
  ['suspensions holiday; suspensions debt', expect.stringMatching(/^R0071/)],
  ['suspensions', expect.stringMatching(/^R00/)]
])('are refused as %s', (suspensions, error) => {
  expect(errors('', suspensions)).toEqual([error])
})

it('are none where none are named', () => {
  expect(errors('forbid suspend because of debt "No"', '')).toEqual([
    'R0111 no kind of suspension is declared, and debt is used'
  ])
})

it('are the same for customers in every currency', () => {
  const files = new Map([
    ['rules/a.farthing', rules('')],
    ['rules/euro.farthing', 'currency EUR\nplan large "Large" {}\nforbid suspend because of debt "No"']
  ])
  const result = compileRules({ files, signatures: [] })
  expect(result.diagnostics).toEqual([])
  if (!result.ok) throw new Error('the rules are in order')
  expect(result.rules.others.get('EUR')?.operator.suspensions).toEqual(['holiday', 'debt'])
})

it('tell rules apart that speak of others: an exception for one kind disagrees with a rule for it alone', () => {
  const forbidden = 'forbid suspend because of holiday "No"\n'
  expect(errors(`${forbidden}allow suspend because of debt`)).toEqual([])
  expect(errors(`${forbidden}allow suspend because of holiday`)).toEqual([expect.stringMatching(/^R0305/)])
  expect(errors(`${forbidden}allow suspend`)).toEqual([expect.stringMatching(/^R0305/)])
})
