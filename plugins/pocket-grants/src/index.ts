import { definePlugin } from '@farthing/plugin-sdk'
import { grantOfUnitStatement, grantStatement } from './grant-statement.ts'
import { grantedPockets } from './granted-pockets.ts'

export const plugin = definePlugin({
  id: 'pocket-grants',
  sdk: '^0.1.0',
  contributes: {
    statements: [grantStatement, grantOfUnitStatement],
    points: [
      { statement: grantStatement.id, joinedBy: null, targets: grantedPockets },
      { statement: grantOfUnitStatement.id, joinedBy: null, targets: grantedPockets }
    ]
  }
})
