// `friend offer spring "Bring a friend" 20.00 for each, at most 5 friends, taken back within 90 days`
import { defineStatement, namedOnce } from '@farthing/plugin-sdk'
import type { FriendOffer } from './friend-offer.ts'
import { friendOfferErrors } from './friend-offer-errors.ts'
import { friendsAtWork } from './friends-at-work.ts'

export const friendOfferStatement = defineStatement({
  id: 'bring-a-friend.offer',
  in: ['file'],
  pattern: 'friend offer <name> <title> <amount> for each [, at most <most> friends] [, taken back within <days> days]',
  slots: {
    name: { kind: 'name', doc: 'what it is called by when a friend is brought' },
    title: { kind: 'text', doc: 'what stands on both invoices' },
    amount: { kind: 'money', doc: 'the credit of each, the customer and the friend' },
    most: { kind: 'count', min: 1, max: 1000, optional: true, doc: 'how many friends one customer may bring by it' },
    days: {
      kind: 'count',
      min: 1,
      max: 3650,
      optional: true,
      doc: 'a friend who leaves within so many days of coming takes both credits along'
    }
  },
  doc: 'What a customer and a friend each get when the one brings the other: a credit on the next invoice, on the terms of that day.',
  example: 'friend offer spring "Bring a friend" 20.00 for each',
  charges: ['friend-credit'],
  worked: friendsAtWork,
  errors: friendOfferErrors,
  lower(match, context) {
    const { amount, days, most, name, title } = match.slots
    const offer: FriendOffer = { name, title, amount: context.micro(amount), most: most ?? null, days: days ?? null }
    if (offer.amount > 0n) return { ok: true, value: offer }
    const message = 'an offer of nothing brings nobody: leave it out'
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message, { code: 'R0565' })] }
  },
  together: namedOnce('friend offer', 'R0566')
})
