// A discount ends before its terms say: the deed, and the line of an example that tells of it.
import { deedFields, defineDeed, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import { DISCOUNT_GRANTS } from './discount-grants.ts'
import { runningDiscount } from './granted-discounts.ts'

export const endDiscount = defineDeed({
  name: DISCOUNT_GRANTS.end,
  to: 'either',
  fields: { discount: { kind: 'name', doc: 'which discount' } },
  doc: 'An account, or one of its subscriptions, loses a discount that it was granted: from this day on nothing is taken off.',
  example: { discount: 'loyal' },
  judge(asked) {
    const { day, subscription, values } = asked
    if (runningDiscount(asked, values.discount) !== undefined) return null
    const whose = subscription === null ? 'the account' : 'the subscription'
    return { reason: `${whose} was not granted the discount ${values.discount} before ${day}, or it ended`, rule: null }
  }
})

export const endStatement = defineStatement({
  id: 'discounts.example-end',
  in: ['example'],
  pattern: 'on <on> end discount <discount> [for <of>] [, known on <known>]',
  slots: { ...exampleSlots, discount: { kind: 'name', doc: 'which discount' } },
  doc: 'A discount of the account, or of a subscription, ends.',
  example: 'on 2026-06-05 end discount loyal',
  tells: {
    deed: endDiscount.name,
    to: 'account',
    fields: ({ slots: { discount } }) => deedFields(endDiscount, { discount })
  }
})
