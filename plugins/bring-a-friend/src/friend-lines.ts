// The lines of an example that tell of friends.
import { deedFields, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import { bringFriend, comeAsFriend, loseFriend } from './friend-deeds.ts'

const offer = { kind: 'name', doc: 'by which offer' } as const
const account = { kind: 'text', doc: 'the account of the other' } as const
const { known, on } = exampleSlots

export const bringStatement = defineStatement({
  id: 'bring-a-friend.example-bring',
  in: ['example'],
  pattern: 'on <on> bring friend <friend> by offer <offer> [, known on <known>]',
  slots: { on, known, friend: account, offer },
  doc: 'The customer brings a friend.',
  example: 'on 2026-03-05 bring friend "A-000002" by offer spring',
  tells: {
    deed: bringFriend.name,
    to: 'account',
    fields: ({ slots }) => deedFields(bringFriend, { friend: slots.friend, offer: slots.offer })
  }
})

export const comeStatement = defineStatement({
  id: 'bring-a-friend.example-come',
  in: ['example'],
  pattern: 'on <on> come as friend of <by> by offer <offer> [, known on <known>]',
  slots: { on, known, by: account, offer },
  doc: 'The customer was brought by another.',
  example: 'on 2026-03-05 come as friend of "A-000001" by offer spring',
  tells: {
    deed: comeAsFriend.name,
    to: 'account',
    fields: ({ slots }) => deedFields(comeAsFriend, { by: slots.by, offer: slots.offer })
  }
})

export const loseStatement = defineStatement({
  id: 'bring-a-friend.example-lose',
  in: ['example'],
  pattern: 'on <on> lose friend <friend> [, known on <known>]',
  slots: { on, known, friend: account },
  doc: 'A friend whom the customer brought left.',
  example: 'on 2026-04-05 lose friend "A-000002"',
  tells: {
    deed: loseFriend.name,
    to: 'account',
    fields: ({ slots: { friend } }) => deedFields(loseFriend, { friend })
  }
})
