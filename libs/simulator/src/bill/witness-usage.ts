// The run over all usage of an account that makes its bills, gone through again for who asks what became of it.
import { accountAlignments } from '@farthing/billing-core'
import type { Parked, UsageInput } from './bill-input.ts'
import { HeldVersions } from './held-versions.ts'
import { parkedBy } from './parked-by.ts'
import { usageInOrder, UsageStage } from './usage-stage.ts'
import type { UsageWitness } from './usage-witness.ts'

/** Null when all of it was gone through. Like a bill it never throws: what cannot be is told with a readable reason. */
export function witnessUsage(input: UsageInput, witness: UsageWitness): Parked | null {
  try {
    const held = new HeldVersions(input.ruleBook, accountAlignments(input.history), input.billDate)
    const stage = new UsageStage(input, held, witness)
    const parked = stage.take(usageInOrder(input))
    if (parked === null) stage.end()
    return parked
  } catch (thrown) {
    return parkedBy(thrown)
  }
}
