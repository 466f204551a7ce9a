import type { MovedLine } from '@farthing/simulator'
import { moversText } from './impact-movers.ts'

const month = (from: string, until: string, description: string): MovedLine => {
  const rule = { rule: 'plan talk > rent', file: 'a.farthing', line: 1, column: 1 }
  const explanation = { rule, inputs: {}, steps: [], amount: '11.000000', version: 'sha256:1', currency: 'AUD' }
  const side = { amount: 11_000_000n, description, quantity: '1 month', explanation }
  return {
    key: from,
    type: 'rent',
    subscription: 's',
    label: 'ann',
    plan: 'talk',
    service: null,
    zone: null,
    cycle: null,
    from: Temporal.PlainDate.from(from),
    until: Temporal.PlainDate.from(until),
    before: { ...side, amount: 10_000_000n },
    after: side,
    change: 1_000_000n,
    sample: null
  }
}

describe('the biggest movers', () => {
  it('say which days a line is of where another reads the same', () => {
    const lines = [
      month('2026-03-01', '2026-04-01', 'Talk'),
      month('2026-04-01', '2026-05-01', 'Talk'),
      month('2026-04-01', '2026-05-01', 'Film')
    ]
    const text = moversText('rises', [{ number: 'A-1', before: 30_000_000n, after: 33_000_000n, lines }], 'AUD')
    expect(text.split('\n').filter(line => line.includes('ann'))).toEqual([
      '    Talk, ann, 2026-03-01..2026-04-01: 10.00 -> 11.00, +1.00',
      '    Talk, ann, 2026-04-01..2026-05-01: 10.00 -> 11.00, +1.00',
      '    Film, ann: 10.00 -> 11.00, +1.00'
    ])
  })
})
