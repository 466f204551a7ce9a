// `charge 1.00 each day it is on`, `charge 0.50 each time it is turned on`
import { defineStatement } from '@farthing/plugin-sdk'
import { featureAtWork } from './feature-at-work.ts'

export interface FeatureCharge {
  /** For one of them, micro of the account's currency. */
  readonly amount: bigint
  readonly counts: 'days' | 'times'
}

const DOC = [
  'What a feature costs for each day on which it is on, or for each time that it is turned on, as often as that happens.',
  'They are counted by the cycle of the account and stand on one line. Days are charged when they are over, in advance nothing; a suspension changes nothing.'
].join(' ')

export const featureStatement = defineStatement({
  id: 'feature-charges.charge',
  in: ['feature'],
  pattern: 'charge <amount> each (day it is on | time it is turned on)',
  slots: { amount: { kind: 'money', doc: 'for one day, or one time' } },
  doc: DOC,
  example: 'charge 1.00 each day it is on',
  charges: ['feature'],
  worked: featureAtWork,
  lower(match, context) {
    const amount = context.micro(match.slots.amount)
    const charge: FeatureCharge = { amount, counts: match.has('day it is on') ? 'days' : 'times' }
    if (amount > 0n) return { ok: true, value: charge }
    const message = 'a charge of nothing charges nothing: leave the statement out'
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
  }
})
