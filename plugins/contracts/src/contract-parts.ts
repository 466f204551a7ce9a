// What stands in the braces of a contract.
import { defineStatement } from '@farthing/plugin-sdk'

const inContract = ['contract'] as const
const most = { kind: 'money', optional: true, doc: 'and never more than this' } as const
const months = (doc: string) => ({ kind: 'count', min: 1, max: 120, doc }) as const

export const termStatement = defineStatement({
  id: 'contracts.term',
  in: inContract,
  pattern: 'term <months> months [, at least <least> months] [, at most <most> months]',
  slots: {
    months: months('how long it runs unless another term is agreed'),
    least: { ...months('the shortest term that may be agreed'), optional: true },
    most: { ...months('the longest term that may be agreed'), optional: true }
  },
  doc: 'How long a contract runs from the day of signing; without bounds no other term may be agreed.',
  example: 'term 24 months, at least 12 months, at most 36 months',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const noticeStatement = defineStatement({
  id: 'contracts.notice',
  in: inContract,
  pattern: 'notice <count> <unit>',
  slots: {
    count: { kind: 'count', min: 1, max: 366, doc: 'how many; of months at most 12' },
    unit: {
      kind: 'choice',
      of: ['days', 'months', 'month'],
      doc: 'a notice of months is in time until the same day of an earlier month, or the last of a shorter one, counted back from the end of a term'
    }
  },
  doc: 'How long before the end of a term notice must be given, in days or months; without it, until the last day.',
  example: 'notice 30 days',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const setupStatement = defineStatement({
  id: 'contracts.setup',
  in: inContract,
  pattern: 'signing fee <amount>',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: 'A fee on the day on which the contract is signed.',
  example: 'signing fee 25.00',
  lower: ({ slots }) => ({ ok: true, value: slots.amount })
})

export const endingStatement = defineStatement({
  id: 'contracts.ending',
  in: inContract,
  pattern: 'ending fee <amount>',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: 'A fee on the day on which the contract ends, with its term or early. A contract that is released, or that another one follows on that day, asks for none.',
  example: 'ending fee 30.00',
  lower: ({ slots }) => ({ ok: true, value: slots.amount })
})

const time = (doc: string) => ({ kind: 'period', optional: true, doc }) as const
const held = {
  after: time('only when it is left so long after the day of signing, or later: 6 months, 14 days'),
  within: time('only when it is left sooner than so long after the day of signing')
}

export const exitStatement = defineStatement({
  id: 'contracts.exit-amount',
  in: inContract,
  pattern: 'early exit <amount> [per month left] [after <after>] [within <within>] [, at most <most>]',
  slots: { amount: { kind: 'money', doc: 'the fee' }, ...held, most },
  doc: 'What it costs to leave before the end of the term: once, or for each month that is not over. Several lines are added up; `after` and `within` say when each holds.',
  example: 'early exit 10.00 per month left, at most 200.00',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const exitShareStatement = defineStatement({
  id: 'contracts.exit-share',
  in: inContract,
  pattern: 'early exit <share> of remaining rent [after <after>] [within <within>] [, at most <most>]',
  slots: { share: { kind: 'percent', doc: 'of the rent of each month that is not over' }, ...held, most },
  doc: "A share of the plan's rent for each month that is not over: the rent that stands above the contract, as it was on the day of signing. It is added to what other lines say of an early exit.",
  example: 'early exit 50% of remaining rent, at most 400.00',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const exitLimitStatement = defineStatement({
  id: 'contracts.exit-limit',
  in: inContract,
  pattern: 'early exit in all at most <most>',
  slots: { most: { kind: 'money', doc: 'and never more than this, whatever the lines come to' } },
  doc: 'The most that leaving early costs, of all lines together.',
  example: 'early exit in all at most 500.00',
  lower: ({ slots }) => ({ ok: true, value: slots.most })
})

export const renewalStatement = defineStatement({
  id: 'contracts.renewal',
  in: inContract,
  pattern: 'renews (month by month | for <months> months)',
  slots: { months: { ...months('how long each further term is'), optional: true } },
  doc: 'Without notice in time a further term follows each; without this line the contract ends with its term.',
  example: 'renews for 12 months',
  lower: ({ slots }) => ({ ok: true, value: slots.months ?? 1 })
})

export const planBoundStatement = defineStatement({
  id: 'contracts.bound-to-plan',
  in: inContract,
  pattern: 'change of plan is early exit',
  slots: {},
  doc: 'Another plan before the end of the term ends the contract, and is charged as leaving is.',
  example: 'change of plan is early exit',
  lower: () => ({ ok: true, value: true })
})
