// The lives of `docs/lives`, played as its page says.
import { farthing } from './farthing.ts'

describe('a life', () => {
  it('with a price that is changed for the past says which line is corrected, by which rule, and why', () => {
    const folder = 'docs/lives/retroactive-price'
    const { code, out } = farthing(['simulate', `${folder}/life.json`, '--rules', `${folder}/before`])
    expect(code).toBe(0)
    expect(out).toContain(`INV-000003 of 2026-05-01, due 2026-05-15, open
  Talk             2026-05-01..2026-06-01  10.00
  Voice, anywhere  2026-03-01..2026-04-01   1.00
    corrects INV-000002:2 by tariff calls (rules.farthing:12): 1 call, 10 min; 3.50 in all; 2.50 billed before
  Voice, anywhere  2026-04-01..2026-05-01   0.70
  total                                    11.70
`)
  })
})
