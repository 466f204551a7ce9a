// Which changes of plan the matrix lets happen: a cell decides, and is cited.
import type { ChangeJudge } from '@farthing/plugin-sdk'
import type { Changes } from './changes-statement.ts'

export const changeJudge: ChangeJudge<Changes> = {
  statement: 'plan-changes.changes',
  judge({ pairs }, { action, plan, target }) {
    if (action !== 'change') return null
    const pair = pairs.find(({ row, column }) => row === plan && column === target)
    if (pair === undefined) return null
    const { at, value } = pair
    return value.kind === 'forbidden'
      ? { allowed: false, rule: at, reason: value.reason }
      : { allowed: true, rule: at, when: value.when }
  }
}
