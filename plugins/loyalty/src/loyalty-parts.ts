// What stands in the braces of a loyalty programme.
import { defineStatement, type Signature } from '@farthing/plugin-sdk'
import { pocketForPointsAtWork } from './loyalty-at-work.ts'

const within = ['loyalty'] as const
const points = { kind: 'count', min: 1, max: 1_000_000_000, doc: 'how many' } as const

export const earnStatement = defineStatement({
  id: 'loyalty.earn',
  in: within,
  pattern: 'earn <points> per <amount> of invoice [when paid]',
  slots: { points, amount: { kind: 'money', doc: 'for each of it that is whole, taxes included' } },
  doc: 'What an invoice brings: by what it asks for as it is issued, or by what is paid of it as that comes in. Bonds on it do not count. What is credited, cancelled or taken back takes its points back.',
  example: 'earn 1 per 10.00 of invoice when paid',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const yearlyStatement = defineStatement({
  id: 'loyalty.yearly',
  in: within,
  pattern: 'earn <points> each year',
  slots: { points },
  doc: 'What each anniversary of the day of joining brings.',
  example: 'earn 50 each year',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const expireStatement = defineStatement({
  id: 'loyalty.expire',
  in: within,
  pattern: 'expire after <months> months',
  slots: { months: { kind: 'count', min: 1, max: 120, doc: 'from the day on which they are earned' } },
  doc: 'How long points may be redeemed; for ever when left out.',
  example: 'expire after 12 months',
  lower: ({ slots }) => ({ ok: true, value: slots.months })
})

export const redeemStatement = defineStatement({
  id: 'loyalty.redeem',
  in: within,
  pattern: 'redeem <points> for (<amount> (discount | credit) | item <item>)',
  slots: {
    points,
    amount: { kind: 'money', optional: true, doc: 'what they are worth' },
    item: { kind: 'text', optional: true, doc: 'what is handed out for them' }
  },
  doc: 'What points are redeemed for: a discount on the next invoice, credit in a pocket, or an item. One rate of each.',
  example: 'redeem 100 for 5.00 discount',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const redeemForPocketStatement = defineStatement({
  id: 'loyalty.redeem-for-pocket',
  in: within,
  pattern: 'redeem <points> for <quantity> [of <services>] [, expires after <life>]',
  slots: {
    points,
    quantity: { kind: 'quantity', doc: 'what fills a pocket of the account: 1 GB, 100 min, 20 sms' },
    services: {
      kind: 'names',
      refersTo: 'service',
      optional: true,
      doc: 'what alone it pays for; every service that is counted in its unit when left out'
    },
    life: { kind: 'period', optional: true, doc: 'from the day of redeeming; it does not end when left out' }
  },
  doc: 'What points are redeemed for: a pocket of seconds, bytes, messages or a unit of the operator, for the whole account. One rate for each service and, where none is named, for each unit.',
  example: 'redeem 100 for 1 GB of data, expires after 30 days',
  worked: pocketForPointsAtWork,
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const loyaltyParts: readonly Signature[] = [
  earnStatement,
  yearlyStatement,
  expireStatement,
  redeemStatement,
  redeemForPocketStatement
]
