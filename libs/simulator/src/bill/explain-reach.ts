// Says in the explanation of a charge why another version than that of the day priced it: whichever plugin charges.
import type { TargetCharge } from '@farthing/billing-core'
import { containsDate, type Step } from '@farthing/billing-core/values'
import type { RulePiece } from '@farthing/plugin-sdk'

export function withReach(targets: readonly TargetCharge[], pieces: readonly RulePiece[]): readonly TargetCharge[] {
  if (pieces.every(({ because }) => because === null)) return targets
  return targets.map(target => {
    const { explanation, from } = target
    const piece = pieces.find(each => each.at === explanation.rule && containsDate(each, from))
    if (piece === undefined || piece.because === null) return target
    const inputs = { ...explanation.inputs, reach: piece.because }
    const steps = explanation.steps.map((step, index) => (index === 0 ? saying(step, piece.because) : step))
    return { ...target, explanation: { ...explanation, inputs, steps } }
  })
}

/** The customer reads it on the line. */
function saying(step: Step, because: string | null): Step {
  return { ...step, said: `${step.said ?? step.detail}, ${because}` }
}
