import { definePlugin } from '@farthing/plugin-sdk'
import { friendCredit } from './friend-credit.ts'
import { bringFriend, comeAsFriend, loseFriend } from './friend-deeds.ts'
import { bringStatement, comeStatement, loseStatement } from './friend-lines.ts'
import { friendOfferStatement } from './friend-offer-statement.ts'

export const plugin = definePlugin({
  id: 'bring-a-friend',
  sdk: '^0.1.0',
  contributes: {
    statements: [friendOfferStatement, bringStatement, comeStatement, loseStatement],
    chargeTypes: [friendCredit],
    deeds: [bringFriend, comeAsFriend, loseFriend]
  }
})
