import { definePlugin } from '@farthing/plugin-sdk'
import { rentCharge } from './rent-charge.ts'
import { stepStatement, suspendedRent } from './rent-parts.ts'
import { rentStatement } from './rent-statement.ts'

export const plugin = definePlugin({
  id: 'recurring-charges',
  sdk: '^0.1.0',
  contributes: { statements: [rentStatement, stepStatement, suspendedRent], chargeTypes: [rentCharge] }
})
