// `termination fee 50.00 within 6 months`
import { defineStatement } from '@farthing/plugin-sdk'
import type { Match, PeriodLength, TimesSince } from '@farthing/plugin-sdk'
import { terminationAtWork } from './termination-at-work.ts'
import { terminationErrors } from './termination-errors.ts'

/** Its times count from the start of the subscription. */
export interface TerminationFee extends TimesSince {
  /** Micro of the account's currency. */
  readonly amount: bigint
}

const time = (doc: string) => ({ kind: 'period', optional: true, doc }) as const

export const terminationStatement = defineStatement({
  id: 'termination-fees.fee',
  in: ['plan'],
  pattern: 'termination fee <amount> [after <after>] [within <within>]',
  slots: {
    amount: { kind: 'money', doc: 'the fee' },
    after: time('only when the subscription lasted at least so long: 6 months, 90 days'),
    within: time('only when it lasted less than so long')
  },
  doc: 'A fee when the subscription ends on this plan, by the time since it started; several follow one another in time. On the day on which the time within is over it is not charged any more.',
  example: 'termination fee 50.00 within 6 months',
  charges: ['termination'],
  worked: terminationAtWork,
  errors: terminationErrors,
  lower(match, context) {
    const { after = null, amount, within = null } = match.slots
    const refuse = (slot: 'amount' | 'after' | 'within', message: string, code?: keyof typeof terminationErrors) => {
      const error = context.error(match, match.slotSpan(slot), message, code === undefined ? {} : { code })
      return { ok: false, diagnostics: [error] } as const
    }
    if (context.micro(amount) === 0n)
      return refuse('amount', 'a fee of nothing charges nothing: leave the statement out')
    if (after && within && !isUpTo(after, within, 1))
      return refuse(
        'within',
        'this ends before it begins, or nothing says that it does not: both count from the start',
        'R0494'
      )
    const before = context.before.findLast(({ signature }) => signature.id === match.signature.id)
    if (before && !follows(before, after))
      return refuse(
        'amount',
        `on some day this and line ${before.place.line} both hold: write them in order, each after the other`,
        'R0493'
      )
    return { ok: true, value: { amount: context.micro(amount), after, within } satisfies TerminationFee }
  }
})

function follows(before: Match, after: PeriodLength | null): boolean {
  const within = (before as Match & Match<(typeof terminationStatement)['slots']>).slots.within
  return within !== undefined && after !== null && isUpTo(within, after, 0)
}

/** `shorter` is less than `longer` by so many days or months at least. Months and days are not compared: a month has no number of days. */
function isUpTo(shorter: PeriodLength, longer: PeriodLength, least: number): boolean {
  const [a, b] = [shorter, longer].map(({ count, unit }) =>
    unit === 'week' ? { unit: 'day', count: count * 7 } : { unit, count }
  )
  return a !== undefined && b !== undefined && a.unit === b.unit && a.count + least <= b.count
}
