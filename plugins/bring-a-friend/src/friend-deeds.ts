// Who brought whom, told to both accounts at once, and who left again.
import { compareDates, defineDeed, didYouMean } from '@farthing/plugin-sdk'
import type { AccountHistory, AskedDeed, DeedRefusal } from '@farthing/plugin-sdk'
import type { FriendOffer } from './friend-offer.ts'

export const [BRING, COME, LOSE] = ['bring-friend', 'come-as-friend', 'lose-friend'] as const

const offer = { kind: 'name', doc: 'by which offer' } as const

export const bringFriend = defineDeed({
  name: BRING,
  to: 'account',
  fields: { offer, friend: { kind: 'account', doc: 'the account of who was brought' } },
  counterpart: { deed: COME, account: 'friend', by: 'by' },
  doc: 'A customer brought a friend: each gets what the offer has for them, once.',
  example: { offer: 'spring', friend: 'A-000002' },
  judge(asked) {
    const { history, values } = asked
    const found = offered(asked)
    if ('reason' in found) return found
    if (values.friend === history.account)
      return { reason: 'nobody is brought by themselves', field: 'friend', rule: found.at }
    const brought = deedsOf(history, BRING)
    if (brought.some(({ fields }) => fields['friend'] === values.friend))
      return { reason: `${values.friend} was brought already`, field: 'friend', rule: found.at }
    const { most } = found.value
    const count = brought.filter(({ fields }) => fields['offer'] === values.offer).length
    return most !== null && count >= most
      ? { reason: `by the offer ${values.offer} one customer brings at most ${most} friends`, rule: found.at }
      : null
  }
})

export const comeAsFriend = defineDeed({
  name: COME,
  to: 'account',
  fields: { offer, by: { kind: 'account', doc: 'the account of who brought the customer' } },
  counterpart: { deed: BRING, account: 'by', by: 'friend' },
  whenLeft: { deed: LOSE, account: 'by', by: 'friend' },
  doc: 'A customer was brought by another: each gets what the offer has for them, once.',
  example: { offer: 'spring', by: 'A-000001' },
  judge(asked) {
    const { history, values } = asked
    const found = offered(asked)
    if ('reason' in found) return found
    if (values.by === history.account) return { reason: 'nobody is brought by themselves', field: 'by', rule: found.at }
    const [before] = deedsOf(history, COME)
    if (before !== undefined)
      return { reason: `the customer was brought by ${String(before.fields['by'])} already`, rule: found.at }
    return deedsOf(history, BRING).some(({ fields }) => fields['friend'] === values.by)
      ? {
          reason: `the customer brought ${values.by}, and is brought by nobody whom it brought`,
          field: 'by',
          rule: found.at
        }
      : null
  }
})

export const loseFriend = defineDeed({
  name: LOSE,
  to: 'account',
  fields: { friend: { kind: 'account', doc: 'the account of who was brought and left' } },
  doc: 'A friend whom the customer brought left: the credit is taken back if the offer says so.',
  example: { friend: 'A-000002' },
  judge({ day, history, values: { friend } }) {
    const brought = deedsOf(history, BRING).find(({ fields }) => fields['friend'] === friend)
    if (brought === undefined) return { reason: `the customer brought no ${friend}`, field: 'friend', rule: null }
    if (deedsOf(history, LOSE).some(({ fields }) => fields['friend'] === friend))
      return { reason: `${friend} left already`, field: 'friend', rule: null }
    return compareDates(day, brought.effective) < 0
      ? { reason: `${friend} was brought on ${brought.effective}`, rule: null }
      : null
  }
})

/** In order of days. */
export function deedsOf({ deeds }: Pick<AccountHistory, 'deeds'>, name: string): AccountHistory['deeds'] {
  return deeds.filter(({ deed }) => deed === name)
}

type Offered = Pick<AskedDeed, 'day' | 'held'> & { readonly values: { readonly offer: string } }

function offered({
  day,
  held,
  values
}: Offered): { readonly at: DeedRefusal['rule']; readonly value: FriendOffer } | DeedRefusal {
  const all = held.flatMap(({ at, signature, value }) =>
    signature === 'bring-a-friend.offer' ? [{ at, value: value as FriendOffer }] : []
  )
  const found = all.find(({ value }) => value.name === values.offer)
  if (found !== undefined) return found
  const hint = didYouMean(
    values.offer,
    all.map(({ value }) => value.name)
  )
  return { reason: `there is no friend offer ${values.offer} on ${day}${hint}`, field: 'offer', rule: null }
}
