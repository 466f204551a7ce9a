// `cap data at 2.00 per day`: usage beyond it costs nothing.
import { defineStatement } from '@farthing/plugin-sdk'
import type { LowerContext, PeriodLength, UsageCap, UsageTerms } from '@farthing/plugin-sdk'
import { capErrors } from './cap-errors.ts'
import { capTime } from './cap-time.ts'
import { limitsAcross } from './limits-across.ts'
import { capAtWork } from './limits-at-work.ts'

export type Cap = Omit<UsageCap, 'rule'>

export const capStatement = defineStatement({
  id: 'usage-charges.cap',
  in: ['plan', 'feature'],
  pattern: 'cap <service> [to <zones>] at <amount> per (cycle | <days>) [shared with account]',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'the usage that counts' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones; all when left out' },
    amount: { kind: 'money', doc: 'what it comes to at most' },
    days: { kind: 'period', optional: true, doc: 'so many days of the account, up to 92: day, 7 days' }
  },
  doc: 'The most that this usage of a subscription costs in a day of the account, in so many days one after the other, or in a cycle: what goes beyond is not charged. A cap over days counts the day of the use and those before it, over cycles and changes of plan. Shared with the account: what is charged of all its subscriptions whose plans or features cap the same usage so counts together; how much that may be, the plan of each use says. In a feature: while the feature is on. A version that begins within a cycle has its cap from its first day on, and what a cap of the same usage counted before counts.',
  example: 'cap voice to mobile at 50.00 per cycle',
  errors: capErrors,
  worked: capAtWork,
  lower(match, context) {
    const { amount, days, service, zones } = match.slots
    const refused = (slot: 'amount' | 'days', message: string, code?: keyof typeof capErrors) => ({
      ok: false as const,
      diagnostics: [context.error(match, match.slotSpan(slot), message, code === undefined ? {} : { code })]
    })
    const micro = context.micro(amount)
    if (micro === 0n) {
      return refused('amount', 'a cap of nothing makes usage free: write free in the tariff, or an offer')
    }
    const time = capTime(days)
    if (!time.ok) return refused('days', time.message, 'R0517')
    const { per } = time
    const cap: Cap = { service, zones: zones ?? null, micro, per, shared: match.has(SHARED) }
    const minimums = per === 'cycle' ? [] : limitsAcross('usage-charges.minimum', cap, context)
    if (minimums.some(minimum => minimum.micro > micro)) {
      return refused('amount', 'this is less than the minimum above asks of a day')
    }
    return isSaidAbove(cap, context)
      ? refused('amount', 'a cap above counts the same usage over the same time: the larger is never reached', 'R0518')
      : { ok: true, value: cap }
  }
})

const SHARED = 'shared with account'

/** Of the same service and zones, over the same time, of the same subscriptions. */
function isSaidAbove({ per, service, shared, zones }: Cap, { before }: LowerContext): boolean {
  const scope = (names: readonly string[] | null | undefined): string => JSON.stringify(names?.toSorted() ?? null)
  return before.some(match => {
    const slots = match.slots as { service?: string; zones?: readonly string[]; days?: PeriodLength }
    if (match.signature.id !== capStatement.id || slots.service !== service) return false
    const time = capTime(slots.days)
    const isOfSameTime = time.ok && JSON.stringify(time.per) === JSON.stringify(per)
    return isOfSameTime && scope(slots.zones) === scope(zones) && match.has(SHARED) === shared
  })
}

export const capTerms: UsageTerms<Cap> = {
  statement: 'usage-charges.cap',
  caps: (cap, rule) => [{ ...cap, rule }]
}
