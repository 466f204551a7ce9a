import { definePlugin } from '@farthing/plugin-sdk'
import { agreeCommitment, agreeStatement } from './agree-commitment.ts'
import { commitmentCharge } from './commitment-charge.ts'
import { commitmentStatement } from './commitment-statement.ts'
import { endCommitment, endStatement } from './end-commitment.ts'

export const plugin = definePlugin({
  id: 'commitments',
  sdk: '^0.1.0',
  contributes: {
    statements: [commitmentStatement, agreeStatement, endStatement],
    chargeTypes: [commitmentCharge],
    deeds: [agreeCommitment, endCommitment]
  }
})
