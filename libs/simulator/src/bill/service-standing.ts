// What is left of a service at the end of a day, and what its plan makes of it when that is nothing.
import { accountAlignments } from '@farthing/billing-core'
import type { Parked, ServiceStanding, UsageInput } from './bill-input.ts'
import { HeldVersions } from './held-versions.ts'
import { parkedBy } from './parked-by.ts'
import { usageInOrder, usageStage } from './usage-stage.ts'

/** Of all services of which the plans that hold on the day before `billDate` include some, after that day's usage. Like a bill it never throws. */
export function serviceStanding(input: UsageInput): readonly ServiceStanding[] | Parked {
  let standing: readonly ServiceStanding[] = []
  try {
    const held = new HeldVersions(input.ruleBook, accountAlignments(input.history), input.billDate)
    const used = usageStage(usageInOrder(input), input, held, {
      before() {},
      after() {},
      lastDay: stands => (standing = stands)
    })
    return used.ok ? standing : used
  } catch (thrown) {
    return parkedBy(thrown)
  }
}
