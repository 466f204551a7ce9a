// Lines of a `forbid` that sends requests to the retention desk instead of refusing them.
import { formatDecimal } from '@farthing/billing-core/values'
import { OFFERED_CREDIT } from '../rule-set/retention.ts'
import { defineStatement } from '../signature/signature.ts'
import { offerTitle } from './offered-line.ts'
import { retentionAtWork } from './retention-at-work.ts'

export const retentionStatement = defineStatement({
  id: 'kernel.retention',
  in: ['change-rule'],
  pattern: 'goes to retention [, carried out after <days> days]',
  slots: {
    days: {
      kind: 'count',
      min: 1,
      max: 365,
      optional: true,
      doc: 'when the change is carried out if nobody has decided; it waits for somebody, when left out'
    }
  },
  doc: 'The request is not refused: it goes onto the work list of the retention desk, where somebody makes an offer or lets the customer go. Rules that refuse it without this line still do. Conditions look at the day on which the change takes effect, a past one too.',
  example: 'goes to retention, carried out after 14 days',
  worked: retentionAtWork
})

export const offerCreditStatement = defineStatement({
  id: 'kernel.offer-credit',
  in: ['change-rule'],
  pattern: 'offer <title>: credit <amount> <text> [, category <category>]',
  slots: {
    title: offerTitle,
    amount: { kind: 'money', doc: 'without taxes' },
    text: { kind: 'text', doc: 'what stands on the invoice' },
    category: { kind: 'name', optional: true, doc: 'where it is booked; item when left out' }
  },
  doc: 'Offers an amount to who asks for what the rule forbids. Taken, it is credited once, with the next bill.',
  example: 'offer "Ten for staying": credit 10.00 "Thank you for staying"',
  tells: {
    deed: OFFERED_CREDIT,
    to: 'subscription',
    fields: ({ slots: { amount, category, text } }) => ({
      amount: formatDecimal(amount.micro, 6),
      description: text,
      ...(category === undefined ? {} : { category })
    })
  }
})
