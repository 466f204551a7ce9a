// Offers of the retention desk: what cannot be given is told when it is written.
import { compileRules } from '../rule-set/compile-rules.ts'

function found(...lines: readonly string[]): string[] {
  const text = `operator "Coastal" { currency AUD; time zone "Australia/Melbourne" }
forbid terminate "Stay" {
  ${lines.join('\n  ')}
}
`
  const { diagnostics } = compileRules({ files: new Map([['rules/a.farthing', text]]), signatures: [] })
  return diagnostics.map(({ code, column, line, message }) => `${line}:${column} ${code} ${message}`)
}

it('is refused where it is a credit of nothing, or of a part of a coin', () => {
  const offer = (amount: string) => `offer "For staying": credit ${amount} "Thank you"`
  expect(found('goes to retention', offer('0.01'))).toEqual([])
  expect(found('goes to retention', offer('0.00'))).toEqual(['4:31 R0120 a credit of nothing is no offer'])
  expect(found('goes to retention', offer('0.005'))).toEqual([
    '4:31 R0120 0.005 AUD is a part of a coin: the smallest of AUD is 0.01'
  ])
})

it('is refused where the rule has no desk, or has another of its title', () => {
  const offer = 'offer "For staying": credit 1.00 "Thank you"'
  expect(found(offer)).toEqual(['3:3 R0596 nobody makes this offer: the rule does not go to retention'])
  expect(found('goes to retention', offer, offer)).toEqual(['5:9 R0597 the rule has an offer of this title already'])
  expect(found('goes to retention, carried out after 0 days')).toEqual([expect.stringContaining('R0')])
  const wrong = found('goes to retention, carried out after 0 days', offer, offer.replace('staying', 'two'))
  expect(wrong).toEqual([expect.stringMatching(/^3:/)])
  expect(found(offer, 'goes to retention, carried out after 0 days')).toEqual([expect.stringMatching(/^4:/)])
})
