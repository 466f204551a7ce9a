// `cap data at 2.00 per day`: usage beyond it costs nothing.
import { defineStatement } from '@farthing/plugin-sdk'
import type { UsageCap, UsageTerms } from '@farthing/plugin-sdk'
import { limitsAcross } from './limits-across.ts'
import { capAtWork } from './limits-at-work.ts'

export type Cap = Omit<UsageCap, 'rule'>

export const capStatement = defineStatement({
  id: 'usage-charges.cap',
  in: ['plan', 'feature'],
  pattern: 'cap <service> [to <zones>] at <amount> per (day | cycle)',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'the usage that counts' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones; all when left out' },
    amount: { kind: 'money', doc: 'what it comes to at most' }
  },
  doc: 'The most that this usage of a subscription costs in a day of the account, or in a cycle: what goes beyond is not charged. In a feature: while the feature is on. A version that begins within a cycle has its cap from its first day on, and what a cap of the same usage counted before in the cycle counts.',
  example: 'cap voice to mobile at 50.00 per cycle',
  worked: capAtWork,
  lower(match, context) {
    const { amount, service, zones } = match.slots
    const micro = context.micro(amount)
    if (micro === 0n) {
      const message = 'a cap of nothing makes usage free: write free in the tariff, or an offer'
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
    }
    const cap: Cap = { service, zones: zones ?? null, micro, per: match.has('day') ? 'day' : 'cycle' }
    const minimums = cap.per === 'day' ? limitsAcross('usage-charges.minimum', cap, context) : []
    if (minimums.some(minimum => minimum.micro > micro)) {
      const message = 'this is less than the minimum above asks of a day'
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
    }
    return { ok: true, value: cap }
  }
})

export const capTerms: UsageTerms<Cap> = {
  statement: 'usage-charges.cap',
  caps: (cap, rule) => [{ ...cap, rule }]
}
