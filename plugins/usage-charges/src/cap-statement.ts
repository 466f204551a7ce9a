// `cap data at 2.00 per day`, `cap all usage at 50.00 per cycle`: usage beyond it costs nothing.
import { defineStatement } from '@farthing/plugin-sdk'
import type { LowerContext, PeriodLength, UsageCap, UsageTerms } from '@farthing/plugin-sdk'
import { capErrors } from './cap-errors.ts'
import { capsAtWork } from './caps-at-work.ts'
import { type EarlierLimit, isWithin, limitsAbove, limitsAcross } from './limits-across.ts'
import { wholeDays } from './whole-days.ts'

export type Cap = Omit<UsageCap, 'rule'>

export const capStatement = defineStatement({
  id: 'usage-charges.cap',
  in: ['plan', 'feature'],
  pattern: 'cap (<services> | all usage) [to <zones>] at <amount> per (cycle | <days>) [shared with account]',
  slots: {
    services: { kind: 'names', refersTo: 'service', optional: true, doc: 'the usage that counts, together' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones; all when left out' },
    amount: { kind: 'money', doc: 'what it comes to at most' },
    days: { kind: 'period', optional: true, doc: 'so many days of the account, up to 92: day, 7 days' }
  },
  doc: 'The most that this usage of a subscription costs in a day of the account, in so many days one after the other, or in a cycle: what goes beyond is not charged. Several services count together, as does all usage, whatever it is of. Any number of caps may hold for one use: each counts what is charged in the end, so what one leaves uncharged uses up none. A cap over days counts the day of the use and those before it, over cycles and changes of plan. Shared with the account: what is charged of all its subscriptions whose plans or features cap the same usage so counts together; how much that may be, the plan of each use says. In a feature: while the feature is on. A version that begins within a cycle has its cap from its first day on, and what a cap of the same usage counted before counts.',
  example: 'cap voice, sms at 20.00 per cycle',
  errors: capErrors,
  worked: capsAtWork,
  lower(match, context) {
    const { amount, days, services = null, zones = null } = match.slots
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
    const cap: Cap = { services, zones, micro, per, shared: match.has(SHARED) }
    const minimums = per === 'cycle' ? [] : limitsAcross('usage-charges.minimum', cap, context)
    if (minimums.some(minimum => minimum.micro > micro)) {
      return refused('amount', 'this is less than the minimum above asks of a day')
    }
    const above = capsBeside(cap, context)
    if (above.some(({ counted }) => isWithin(counted, cap) && isWithin(cap, counted))) {
      return refused(
        'amount',
        'a cap above counts the same usage over the same time: the larger is never reached',
        'R0518'
      )
    }
    const idle = idleText(cap, above)
    const ofNew = idle === null ? [] : [context.error(match, match.slotSpan('amount'), idle, { code: 'R0629' })]
    return { ok: true, value: cap, ofNew }
  }
})

const SHARED = 'shared with account'

type CapTime = { readonly ok: true; readonly per: UsageCap['per'] } | { readonly ok: false; readonly message: string }

/** `days`: as written; left out for a cycle. */
function capTime(days: PeriodLength | undefined): CapTime {
  if (days === undefined) return { ok: true, per: 'cycle' }
  const whole = wholeDays(days, 'a cap', 'per cycle')
  return whole.ok ? { ok: true, per: { days: whole.days } } : whole
}

/** Those above over the same time, of the same subscriptions. */
function capsBeside({ per, shared }: Cap, context: LowerContext): EarlierLimit[] {
  return limitsAbove(capStatement.id, context).filter(({ match }) => {
    const time = capTime((match.slots as { days?: PeriodLength }).days)
    return time.ok && JSON.stringify(time.per) === JSON.stringify(per) && match.has(SHARED) === shared
  })
}

/** Which of two caps, one of which counts all that the other does, is never reached; null: each may be. */
function idleText(cap: Cap, above: readonly EarlierLimit[]): string | null {
  if (above.some(({ counted, micro }) => isWithin(cap, counted) && cap.micro >= micro)) {
    return 'a cap above counts this usage with other, up to no more: this one is never reached'
  }
  return above.some(({ counted, micro }) => isWithin(counted, cap) && micro >= cap.micro)
    ? 'a cap above counts a part of this usage, up to no less: that one is never reached'
    : null
}

export const capTerms: UsageTerms<Cap> = {
  statement: 'usage-charges.cap',
  caps: (cap, rule) => [{ ...cap, rule }]
}
