// `friend offer spring "Bring a friend" 20.00 for each, at most 5 friends, taken back within 90 days`
import { defineStatement, formatDecimal, namedOnce } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match } from '@farthing/plugin-sdk'
import type { FriendOffer } from './friend-offer.ts'
import { friendOfferErrors } from './friend-offer-errors.ts'
import { friendsAtWork } from './friends-at-work.ts'

export const friendOfferStatement = defineStatement({
  id: 'bring-a-friend.offer',
  in: ['file'],
  pattern:
    'friend offer <name> <title> <amount> for (each | who brings [, for the friend <friend>] | the friend) [, at most <most> friends] [, taken back within <days> days]',
  slots: {
    name: { kind: 'name', doc: 'what it is called by when a friend is brought' },
    title: { kind: 'text', doc: 'what stands on both invoices' },
    amount: { kind: 'money', doc: 'the credit of each, of who brings, or of the friend alone' },
    friend: { kind: 'money', optional: true, doc: 'the credit of the friend, where it is another' },
    most: { kind: 'count', min: 1, max: 1000, optional: true, doc: 'how many friends one customer may bring by it' },
    days: {
      kind: 'count',
      min: 1,
      max: 3650,
      optional: true,
      doc: 'a friend who leaves within so many days of coming takes both credits along'
    }
  },
  doc: 'What a customer, a friend or both get when the one brings the other: a credit on the next invoice, on the terms of that day.',
  example: 'friend offer spring "Bring a friend" 20.00 for each',
  charges: ['friend-credit'],
  worked: friendsAtWork,
  errors: friendOfferErrors,
  lower(match, context) {
    const { days, most, name, title } = match.slots
    const [brings, friend] = creditsOf(match, context)
    const refused = ofNothing(match, context)
    if (refused !== null) return { ok: false, diagnostics: [refused] }
    return {
      ok: true,
      value: { name, title, brings, friend, most: most ?? null, days: days ?? null } satisfies FriendOffer
    }
  },
  together: namedOnce('friend offer', 'R0566')
})

type Offer = Match<(typeof friendOfferStatement)['slots']>

function creditsOf(offer: Offer, { micro }: LowerContext): readonly [brings: bigint, friend: bigint] {
  const amount = micro(offer.slots.amount)
  if (offer.has('each')) return [amount, amount]
  if (offer.has('the friend')) return [0n, amount]
  return [amount, offer.slots.friend === undefined ? 0n : micro(offer.slots.friend)]
}

function ofNothing(offer: Offer, { error, micro }: LowerContext): Diagnostic | null {
  const { amount, friend } = offer.slots
  const told = (money: typeof amount): string => formatDecimal(micro(money), 2)
  const refuse = (slot: 'amount' | 'friend', message: string) =>
    error(offer, offer.slotSpan(slot), message, { code: 'R0565' })
  if (micro(amount) > 0n)
    return friend === undefined || micro(friend) > 0n
      ? null
      : refuse('friend', `the friend gets nothing: write \`${told(amount)} for who brings\``)
  return friend === undefined
    ? refuse('amount', 'an offer of nothing brings nobody: leave it out')
    : refuse('amount', `who brings gets nothing: write \`${told(friend)} for the friend\``)
}
