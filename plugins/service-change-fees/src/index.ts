import { definePlugin } from '@farthing/plugin-sdk'
import { billDayFeeCharge } from './bill-day-fee-charge.ts'
import { changeFeeCharge, moveFeeCharge } from './change-fee-charge.ts'
import { changeFeeStatement } from './change-fee-statement.ts'

export const plugin = definePlugin({
  id: 'service-change-fees',
  sdk: '^0.1.0',
  contributes: { statements: [changeFeeStatement], chargeTypes: [changeFeeCharge, moveFeeCharge, billDayFeeCharge] }
})
