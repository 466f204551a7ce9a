// Charges for specs: rent of one subscription, or what is taken off one of them.
import { parseDecimal } from '../values/index.ts'
import type { TargetCharge } from './target-charge.ts'

/** `days`: `2026-03-01..2026-04-01`; `exact`: decimal text. */
export function sampleTarget(key: string, days: string, exact: string, series = 'small'): TargetCharge {
  const [from = '', until = ''] = days.split('..')
  const rule = { rule: 'plan small > rent', file: 'plans.farthing', line: 3, column: 1 }
  const explanation = { rule, version: 'sha256:1', inputs: {}, steps: [], amount: exact, currency: 'AUD' }
  return {
    key,
    type: 'rent',
    subscription: 's',
    series,
    ledger: 'revenue',
    category: 'rent',
    from: Temporal.PlainDate.from(from),
    until: Temporal.PlainDate.from(until),
    periodUntil: Temporal.PlainDate.from(until),
    quantity: '1',
    exact: parseDecimal(exact),
    description: series,
    explanation,
    version: 'sha256:1'
  }
}
