// What is left of a service at the end of a day, and what its plan makes of it when that is nothing.
import { accountAlignments } from '@farthing/billing-core'
import type { Parked, ServiceStanding, UsageInput } from './bill-input.ts'
import { HeldVersions } from './held-versions.ts'
import { usageInOrder, usageStage } from './usage-stage.ts'

/** Of all services of which the plans that hold on the day before `billDate` include some, after that day's usage. */
export function serviceStanding(input: UsageInput): readonly ServiceStanding[] | Parked {
  const held = new HeldVersions(input.ruleBook, accountAlignments(input.history), input.billDate)
  let standing: readonly ServiceStanding[] = []
  const used = usageStage(usageInOrder(input), input, held, {
    before() {},
    after() {},
    lastDay: stands => (standing = stands)
  })
  return used.ok ? standing : used
}
