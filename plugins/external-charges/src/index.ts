import { definePlugin } from '@farthing/plugin-sdk'
import { externalCharge } from './external-charge.ts'
import { receiveCharge, receiveStatement } from './receive-charge.ts'
import { sourceStatement } from './source-statement.ts'

export const plugin = definePlugin({
  id: 'external-charges',
  sdk: '^0.1.0',
  contributes: {
    statements: [sourceStatement, receiveStatement],
    chargeTypes: [externalCharge],
    deeds: [receiveCharge]
  }
})
