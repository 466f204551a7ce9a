import { definePlugin } from '@farthing/plugin-sdk'
import { sampleFeeCharge, sampleFeeStatement } from './sample-fee.ts'

export const plugin = definePlugin({
  id: 'sample-fee',
  sdk: '^0.1.0',
  contributes: { statements: [sampleFeeStatement], chargeTypes: [sampleFeeCharge] }
})
