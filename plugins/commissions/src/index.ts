import { definePlugin } from '@farthing/plugin-sdk'
import { commissionParts } from './commission-parts.ts'
import { commissionStatement } from './commission-statement.ts'
import { endStatement, soldStatement } from './sale-lines.ts'
import { endCommission, soldBy } from './sale-deeds.ts'
import { commissionSalesOf } from './sales.ts'

export const plugin = definePlugin({
  id: 'commissions',
  sdk: '^0.1.0',
  contributes: {
    statements: [commissionStatement, ...commissionParts, soldStatement, endStatement],
    commissions: [{ statement: commissionStatement.id, sales: commissionSalesOf }],
    deeds: [soldBy, endCommission]
  }
})
