import { definePlugin } from '@farthing/plugin-sdk'
import { changeFee } from './change-fee.ts'
import { changeJudge } from './change-judge.ts'
import { changesStatement } from './changes-statement.ts'
import { steps } from './steps.ts'

export const plugin = definePlugin({
  id: 'plan-changes',
  sdk: '^0.1.0',
  contributes: { statements: [changesStatement, ...steps], chargeTypes: [changeFee], changeJudges: [changeJudge] }
})
