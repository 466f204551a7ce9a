import { definePlugin } from '@farthing/plugin-sdk'
import { bondByHand } from './bond-by-hand.ts'
import { bondCharge } from './bond-charge.ts'
import { refundBond, topUpBond } from './bond-deeds.ts'
import { bondStatement, refundStatement } from './bond-statement.ts'

export const plugin = definePlugin({
  id: 'bonds',
  sdk: '^0.1.0',
  contributes: {
    statements: [bondStatement, refundStatement],
    chargeTypes: [bondCharge, bondByHand],
    deeds: [topUpBond, refundBond]
  }
})
