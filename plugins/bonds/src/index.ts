import { definePlugin } from '@farthing/plugin-sdk'
import { bondByHand } from './bond-by-hand.ts'
import { bondCharge } from './bond-charge.ts'
import { refundBond, returnStatement, topUpBond } from './bond-deeds.ts'
import { drawBond, drawStatement } from './draw-bond.ts'
import { bondInterest } from './bond-interest.ts'
import { bondStatement, interestStatement, refundStatement } from './bond-statement.ts'

export const plugin = definePlugin({
  id: 'bonds',
  sdk: '^0.1.0',
  contributes: {
    statements: [bondStatement, refundStatement, interestStatement, drawStatement, returnStatement],
    chargeTypes: [bondCharge, bondInterest, bondByHand],
    deeds: [topUpBond, refundBond, drawBond]
  }
})
