import { definePlugin } from '@farthing/plugin-sdk'
import { terminationCharge } from './termination-charge.ts'
import { terminationStatement } from './termination-statement.ts'

export const plugin = definePlugin({
  id: 'termination-fees',
  sdk: '^0.1.0',
  contributes: { statements: [terminationStatement], chargeTypes: [terminationCharge] }
})
