import { definePlugin } from '@farthing/plugin-sdk'
import { earnedPoints } from './earned-points.ts'
import { joinLoyalty, leaveLoyalty, redeemPoints } from './loyalty-deeds.ts'
import { joinStatement, leaveStatement, redeemLine } from './loyalty-lines.ts'
import { loyaltyParts } from './loyalty-parts.ts'
import { loyaltyStatement } from './loyalty-statement.ts'
import { pointsDiscount } from './points-discount.ts'

export const plugin = definePlugin({
  id: 'loyalty',
  sdk: '^0.1.0',
  contributes: {
    statements: [loyaltyStatement, ...loyaltyParts, joinStatement, leaveStatement, redeemLine],
    chargeTypes: [pointsDiscount],
    points: [{ statement: loyaltyStatement.id, joinedBy: joinLoyalty.name, targets: earnedPoints }],
    deeds: [joinLoyalty, leaveLoyalty, redeemPoints]
  }
})
