import { definePlugin } from '@farthing/plugin-sdk'
import { discountCharge } from './discount-charge.ts'
import { discountStatement } from './discount-statement.ts'
import { endDiscount, endStatement } from './end-discount.ts'
import { grantDiscount, grantStatement, offerGrantStatement } from './grant-discount.ts'

export const plugin = definePlugin({
  id: 'discounts',
  sdk: '^0.1.0',
  contributes: {
    statements: [discountStatement, grantStatement, offerGrantStatement, endStatement],
    chargeTypes: [discountCharge],
    deeds: [grantDiscount, endDiscount]
  }
})
