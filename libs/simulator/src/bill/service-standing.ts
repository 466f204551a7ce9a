// What is left of a service at the end of a day, and what its plan makes of it when that is nothing.
import type { Parked, ServiceStanding, UsageInput } from './bill-input.ts'
import { witnessUsage } from './witness-usage.ts'

/** Of all services of which the plans that hold on the day before `billDate` include some, after that day's usage. Like a bill it never throws. */
export function serviceStanding(input: UsageInput): readonly ServiceStanding[] | Parked {
  let standing: readonly ServiceStanding[] = []
  const parked = witnessUsage(input, { lastDay: stands => (standing = stands) })
  return parked ?? standing
}
