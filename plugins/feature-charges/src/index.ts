import { definePlugin } from '@farthing/plugin-sdk'
import { featureCharge } from './feature-charge.ts'
import { featureStatement } from './feature-statement.ts'

export const plugin = definePlugin({
  id: 'feature-charges',
  sdk: '^0.1.0',
  contributes: { statements: [featureStatement], chargeTypes: [featureCharge] }
})
