import { definePlugin } from '@farthing/plugin-sdk'
import { buy, buyStatement, offerBuyStatement } from './buy.ts'
import { itemCharge } from './item-charge.ts'
import { itemStatement } from './item-statement.ts'

export const plugin = definePlugin({
  id: 'invoice-items',
  sdk: '^0.1.0',
  contributes: { statements: [itemStatement, buyStatement, offerBuyStatement], chargeTypes: [itemCharge], deeds: [buy] }
})
