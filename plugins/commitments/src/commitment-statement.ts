// `commitment gold "Minimum spend" 50.00 per month`: in a plan or feature it holds, in a file by itself it may be agreed to.
import { defineStatement, namedAbove, namedOnce } from '@farthing/plugin-sdk'
import type { Commitment } from './commitment.ts'
import { commitmentAtWork } from './commitment-at-work.ts'
import { commitmentErrors } from './commitment-errors.ts'

const DOC = [
  'What a customer spends at least: what a period is charged less is charged at its end.',
  'In a plan or feature it holds for a subscription, for as long as that has it; in a file by itself an account or a subscription may agree to it.',
  'Periods are those of bills, or a term that is counted from the first day. A billing cycle counts in the period that contains its last day.'
].join(' ')

export const commitmentStatement = defineStatement({
  id: 'commitments.commitment',
  in: ['file', 'plan', 'feature'],
  pattern:
    'commitment <name> <title> <amount> (per <period> | over <months> months [, renewed]) [, of <of>] [, before discounts] [, excess counts in the next period] [, not prorated] [, paused while suspended [because of <kinds>]] [, category <category>]',
  slots: {
    name: { kind: 'name', doc: 'what it is agreed to by' },
    title: { kind: 'text', doc: 'what stands on the invoice for what was spent too little' },
    amount: { kind: 'money', doc: 'what a whole period comes to at least, without tax where prices have none' },
    period: { kind: 'period', optional: true, doc: 'a month or longer, cut by the bill day' },
    months: {
      kind: 'count',
      min: 1,
      max: 120,
      optional: true,
      doc: 'a term from the first day on; renewed, another one follows'
    },
    of: {
      kind: 'names',
      mayReferTo: 'category',
      optional: true,
      doc: 'categories or types of the charges that count: usage, rent; all when left out'
    },
    kinds: {
      kind: 'names',
      refersTo: 'suspension',
      optional: true,
      doc: 'the kinds of suspension whose days owe nothing; any, and none, when left out'
    },
    category: {
      kind: 'name',
      declares: 'category',
      optional: true,
      doc: 'of the shortfall, for taxes and the ledger; commitment when left out'
    }
  },
  doc: DOC,
  example: 'commitment gold "Minimum spend" 50.00 per month, of usage',
  charges: ['commitment'],
  worked: commitmentAtWork,
  errors: commitmentErrors,
  lower(match, context) {
    const { amount, category, kinds, months, name, of, period, title } = match.slots
    if (context.micro(amount) === 0n) {
      const message = 'at least nothing is spent anyway: leave the commitment out'
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message, { code: 'R0561' })] }
    }
    if (period !== undefined && period.unit !== 'month') {
      const message = 'what was spent is known by billing cycles: a month or longer'
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('period'), message, { code: 'R0562' })] }
    }
    const twice = namedAbove(match, context, 'commitment', 'R0563')
    if (twice.length > 0) return { ok: false, diagnostics: twice }
    const commitment: Commitment = {
      ...{ name, title, amount: context.micro(amount) },
      length: period ?? { unit: 'month', count: months ?? 1 },
      cut: period === undefined ? 'first day' : 'bill day',
      renewed: period !== undefined || match.has('renewed'),
      of: of ?? null,
      beforeDiscounts: match.has('before discounts'),
      carriesExcess: match.has('excess counts in the next period'),
      prorated: !match.has('not prorated'),
      pausedWhileSuspended: match.has('paused while suspended'),
      ...(kinds !== undefined && { pausedBecauseOf: kinds }),
      category: category ?? 'commitment'
    }
    return { ok: true, value: commitment }
  },
  together: namedOnce('commitment', 'R0563')
})
