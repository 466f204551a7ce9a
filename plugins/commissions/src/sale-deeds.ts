// A partner sold an account or a subscription; nobody earns of it any more.
import { type AskedDeed, compareDates, type CommissionTerms, defineDeed, didYouMean } from '@farthing/plugin-sdk'

type Asked = Pick<AskedDeed, 'day' | 'history' | 'subscription'>

export const soldBy = defineDeed({
  name: 'sold-by',
  to: 'either',
  fields: {
    partner: { kind: 'partner', doc: 'who sold it' },
    commission: { kind: 'name', doc: 'the commission that it is sold under' }
  },
  doc: 'From a day on an account with all that it subscribes, or one subscription, is that of a partner, on the terms of the day.',
  example: { partner: 'agent-7', commission: 'dealer' },
  judge(asked) {
    const { day, held, values } = asked
    const outside = outOfLife(asked)
    if (outside !== null) return { reason: outside, rule: null }
    const names = held.flatMap(({ signature, value }) =>
      signature === 'commissions.commission' ? [(value as CommissionTerms).name] : []
    )
    if (names.includes(values.commission)) return null
    const hint = didYouMean(values.commission, names)
    return {
      reason: `the rules of ${day} have no commission ${values.commission}${hint}`,
      field: 'commission',
      rule: null
    }
  }
})

export const endCommission = defineDeed({
  name: 'end-commission',
  to: 'either',
  fields: {},
  doc: 'From a day on nobody earns of an account, or of one subscription.',
  example: {},
  judge(asked) {
    const outside = outOfLife(asked)
    if (outside !== null) return { reason: outside, rule: null }
    const { day, history, subscription } = asked
    const sold = history.deeds.some(
      ({ deed, effective, subscription: of }) =>
        deed === soldBy.name && (of === null || of === subscription?.id) && compareDates(effective, day) <= 0
    )
    return sold ? null : { reason: `no partner sold it before ${day}`, rule: null }
  }
})

function outOfLife({ day, history, subscription }: Asked): string | null {
  const began = subscription?.started ?? history.opened
  const what = subscription === null ? 'account was opened' : 'subscription began'
  if (compareDates(day, began) < 0) return `the ${what} on ${began}`
  const { terminated = null } = subscription ?? {}
  return terminated !== null && compareDates(terminated, day) <= 0 ? `the subscription ended on ${terminated}` : null
}
