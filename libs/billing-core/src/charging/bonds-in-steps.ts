// Bonds that were billed in steps of the operator's rounding, before they were held in coins.
import { roundTo } from '../values/index.ts'
import { type KeyChange, standing } from './charge-delta.ts'
import type { ChargeRules } from './owed-charges.ts'

/** What was taken and what went back in such steps, where it comes to what it should be, stays as it was billed. */
export function withoutEvenBonds(changes: readonly KeyChange[], rules: ChargeRules): readonly KeyChange[] {
  const inSteps = changes.filter(change => wasInSteps(change, rules))
  if (inSteps.length === 0) return changes
  const holders = Map.groupBy(inSteps, ({ target }) => `${target?.type}\n${target?.subscription}`)
  const even = new Set([...holders.values()].filter(isEven).flat())
  return changes.filter(change => !even.has(change))
}

function wasInSteps({ billed, target }: KeyChange, rules: ChargeRules): boolean {
  if (target?.ledger !== 'bond' || billed.length === 0) return false
  return standing(billed) === roundTo(target.exact, rules.roundingOf(target))
}

function isEven(changes: readonly KeyChange[]): boolean {
  return changes.reduce((sum, { amount }) => sum + amount, 0n) === 0n
}
