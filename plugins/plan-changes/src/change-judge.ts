// Which changes of plan the table lets happen, and when: a cell decides, or the levels, and is cited.
import type { ChangeJudge } from '@farthing/plugin-sdk'
import type { Changes } from './changes-statement.ts'
import { saidOfChange } from './said-of-change.ts'

export const changeJudge: ChangeJudge<Changes> = {
  statement: 'plan-changes.changes',
  judge(changes, { action, placeOf, plan, target }) {
    if (action !== 'change' || plan === null || target === null) return null
    const said = saidOfChange(changes, { left: plan, taken: target }, placeOf)
    if (said === undefined) return null
    const { at, value } = said
    return value.kind === 'forbidden'
      ? { allowed: false, rule: at, reason: value.reason }
      : { allowed: true, rule: at, when: value.when }
  }
}
