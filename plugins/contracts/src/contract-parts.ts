// What stands in the braces of a contract.
import { defineStatement } from '@farthing/plugin-sdk'

const within = ['contract'] as const
const most = { kind: 'money', optional: true, doc: 'and never more than this' } as const
const months = (doc: string) => ({ kind: 'count', min: 1, max: 120, doc }) as const

export const termStatement = defineStatement({
  id: 'contracts.term',
  in: within,
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
  in: within,
  pattern: 'notice <days> days',
  slots: { days: { kind: 'count', min: 1, max: 366, doc: 'days before the end of a term' } },
  doc: 'How long before the end of a term notice must be given; without it, until the last day.',
  example: 'notice 30 days',
  lower: ({ slots }) => ({ ok: true, value: slots.days })
})

export const setupStatement = defineStatement({
  id: 'contracts.setup',
  in: within,
  pattern: 'signing fee <amount>',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: 'A fee on the day on which the contract is signed.',
  example: 'signing fee 25.00',
  lower: ({ slots }) => ({ ok: true, value: slots.amount })
})

export const exitStatement = defineStatement({
  id: 'contracts.exit-amount',
  in: within,
  pattern: 'early exit <amount> [per month left] [, at most <most>]',
  slots: { amount: { kind: 'money', doc: 'the fee' }, most },
  doc: 'What it costs to leave before the end of the term: once, or for each month that is not over.',
  example: 'early exit 10.00 per month left, at most 200.00',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const exitShareStatement = defineStatement({
  id: 'contracts.exit-share',
  in: within,
  pattern: 'early exit <share> of remaining rent [, at most <most>]',
  slots: { share: { kind: 'percent', doc: 'of the rent of each month that is not over' }, most },
  doc: "A share of the plan's rent for each month that is not over: the rent that stands above the contract, as it was on the day of signing.",
  example: 'early exit 50% of remaining rent, at most 400.00',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const renewalStatement = defineStatement({
  id: 'contracts.renewal',
  in: within,
  pattern: 'renews (month by month | for <months> months)',
  slots: { months: { ...months('how long each further term is'), optional: true } },
  doc: 'Without notice in time a further term follows each; without this line the contract ends with its term.',
  example: 'renews for 12 months',
  lower: ({ slots }) => ({ ok: true, value: slots.months ?? 1 })
})

export const planBoundStatement = defineStatement({
  id: 'contracts.bound-to-plan',
  in: within,
  pattern: 'change of plan is early exit',
  slots: {},
  doc: 'Another plan before the end of the term ends the contract, and is charged as leaving is.',
  example: 'change of plan is early exit',
  lower: () => ({ ok: true, value: true })
})
