// An account or a subscription is granted a discount: the deed, and the line of an example that tells of it.
import {
  compareDates,
  deedFields,
  defineDeed,
  defineStatement,
  didYouMean,
  exampleSlots,
  offeredLine,
  refusalOf
} from '@farthing/plugin-sdk'
import type { DeedRefusal, HeldStatement, OfferedDeed } from '@farthing/plugin-sdk'
import { DISCOUNT_GRANTS } from './discount-grants.ts'
import { offeredDiscounts, runningDiscount } from './granted-discounts.ts'

const fields = {
  discount: { kind: 'name', doc: 'which discount' },
  until: { kind: 'date', optional: true, doc: 'the first day without it, when it ends before its terms say' }
} as const

export const grantDiscount = defineDeed({
  name: DISCOUNT_GRANTS.grant,
  to: 'either',
  fields,
  doc: 'An account, or one of its subscriptions, gets a discount on the terms of the day.',
  example: { discount: 'loyal' },
  offers: asked => refusalOf(granted(asked)),
  judge(asked) {
    const found = granted(asked)
    if ('reason' in found) return found
    const {
      day,
      history,
      values: { discount }
    } = asked
    const rule = found.at
    if (compareDates(day, history.opened) < 0) return { reason: `the account was opened on ${history.opened}`, rule }
    if (runningDiscount(asked, discount) !== undefined)
      return { reason: `the discount ${discount} is held already on ${day}: end it first`, field: 'discount', rule }
    return null
  }
})

function granted({
  day,
  held,
  values: { discount, until }
}: OfferedDeed<typeof fields>): { readonly at: HeldStatement['at'] } | DeedRefusal {
  const offered = offeredDiscounts(held)
  const found = offered.find(({ value }) => value.name === discount)
  if (found === undefined) {
    const hint = didYouMean(
      discount,
      offered.map(({ value }) => value.name)
    )
    return { reason: `there is no discount ${discount} to be granted on ${day}${hint}`, field: 'discount', rule: null }
  }
  const rule = found.at
  const { until: ended } = found.value
  if (ended !== null && compareDates(day, ended) >= 0)
    return { reason: `the discount ${discount} ended on ${ended}`, field: 'discount', rule }
  if (until !== null && compareDates(until, day) <= 0)
    return { reason: `a discount that is granted on ${day} cannot end on ${until}`, field: 'until', rule }
  return found
}

export const grantStatement = defineStatement({
  id: 'discounts.example-grant',
  in: ['example'],
  pattern: 'on <on> grant discount <discount> [for <of>] [until <until>] [, known on <known>]',
  slots: {
    ...exampleSlots,
    discount: { kind: 'name', doc: 'which discount' },
    until: { kind: 'date', optional: true, doc: 'the first day without it' }
  },
  doc: 'A discount is granted, to the account or to a subscription.',
  example: 'on 2026-03-05 grant discount loyal',
  tells: {
    deed: grantDiscount.name,
    to: 'account',
    fields: ({ slots: { discount, until = null } }) => deedFields(grantDiscount, { discount, until })
  }
})

export const offerGrantStatement = offeredLine(
  grantStatement,
  'Offers a discount to who asks for what the rule forbids. Taken, it is granted to the subscription on that day, by the terms of that day.'
)
