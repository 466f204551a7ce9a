// `rent 40.00 per month in advance, prorated by day { free for 14 days; at 10.00 for 3 months; free while suspended }`
import { defineStatement } from '@farthing/plugin-sdk'
import type { ProrationMode } from '@farthing/plugin-sdk'
import type { Rent } from './rent.ts'
import { rentAtWork } from './rent-at-work.ts'
import { rentErrors } from './rent-errors.ts'
import { rentParts } from './rent-parts.ts'

const proratedBy = { day: 'by day', 'day of 30': 'by day of 30', second: 'by second' } as const satisfies Record<
  string,
  ProrationMode
>

const RENT_DOC = [
  'A price for every period. It is billed in advance, and prorated by day, unless it says otherwise: a first or last part of a period costs its share.',
  'With not prorated the first part costs nothing, for charging begins with the next whole period; the last part costs the whole period that it begins.',
  'With full period each costs the whole period, once: who leaves a plan and comes back to it within the period pays nothing again.',
  'Other prices stand in its braces. Where one ends or begins within a period, each costs the share of its days; without shares (not prorated, full period) the price of a first day is that of its period.'
].join(' ')

export const rentStatement = defineStatement({
  id: 'recurring-charges.rent',
  in: ['plan', 'feature'],
  pattern:
    'rent <amount> per <period> [in advance | in arrears] [from the day of subscription] [, prorated by <basis> | , not prorated | , full period]',
  slots: {
    amount: { kind: 'money', doc: 'the price of a full period' },
    period: { kind: 'period', doc: 'how long a period is: day, week, 2 weeks, month, quarter, 6 months, year' },
    basis: {
      kind: 'choice',
      of: ['day', 'day of 30', 'second'],
      optional: true,
      doc: 'what a first or last part of a period is measured in: day, by its calendar days; day of 30, as if every month had 30; second, between midnights, so that a day of 23 hours costs less'
    }
  },
  block: { kind: 'rent', optional: true },
  doc: RENT_DOC,
  example: 'rent 40.00 per month in advance, prorated by day',
  charges: ['rent'],
  worked: rentAtWork,
  errors: rentErrors,
  lower(match, context) {
    const { amount, period, basis } = match.slots
    const { diagnostics, prices } = rentParts(match, context.micro(amount), context)
    if (diagnostics.length > 0) return { ok: false, diagnostics }
    if (context.micro(amount) === 0n) {
      const message = 'a rent of nothing charges nothing: leave the statement out'
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
    }
    const rent: Rent = {
      amount: context.micro(amount),
      length: period,
      due: match.has('in arrears') ? 'in arrears' : 'in advance',
      proration: match.has('not prorated')
        ? 'none'
        : match.has('full period')
          ? 'full period'
          : proratedBy[basis ?? 'day'],
      anchor: match.has('from the day of subscription') ? 'day of subscription' : 'bill day',
      ...prices
    }
    return { ok: true, value: rent }
  }
})
