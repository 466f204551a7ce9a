import { definePlugin } from '@farthing/plugin-sdk'
import { setupCharge, setupStatement } from './setup.ts'

export const plugin = definePlugin({
  id: 'setup-fees',
  sdk: '^0.1.0',
  contributes: { statements: [setupStatement], chargeTypes: [setupCharge] }
})
