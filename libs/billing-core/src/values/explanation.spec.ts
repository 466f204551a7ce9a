import { type Explanation, formatPlace, STEP_NAMES } from './explanation.ts'

describe('an explanation', () => {
  it('survives JSON', () => {
    const explanation: Explanation = {
      rule: { rule: 'plan mobile-40 > rent', file: 'plans.farthing', line: 4, column: 3 },
      version: 'sha256:00',
      inputs: { from: '2026-03-01' },
      steps: [{ step: 'proration', detail: 'by day: 16/31 days of 40.00', result: '20.645161' }],
      amount: '20.645161',
      currency: 'AUD'
    }
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
    expect(formatPlace(explanation.rule)).toBe('plans.farthing:4:3')
  })

  it('keeps the order of computation', () => {
    expect(STEP_NAMES.indexOf('increments')).toBeLessThan(STEP_NAMES.indexOf('bands'))
    expect(STEP_NAMES.indexOf('setup')).toBeLessThan(STEP_NAMES.indexOf('minimum'))
    expect(STEP_NAMES.indexOf('rounding')).toBeLessThan(STEP_NAMES.indexOf('tax'))
  })
})
