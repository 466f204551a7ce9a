// Pockets in an example -> facts.
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { grantOfUnitStatement, grantStatement, topUpStatement } from './example-pocket-statements.ts'
import { isOf } from './match-parts.ts'

export function lowerExamplePocket(match: Match): ExampleFact | null {
  if (isOf(match, topUpStatement)) {
    const { amount, method = null, priority = null, until = null } = match.slots
    return { do: 'top-up', amount: amount.micro, method, priority, until }
  }
  if (isOf(match, grantStatement)) {
    const { amount, priority = null, reason, until = null } = match.slots
    return { do: 'grant', amount: amount.micro, quantity: null, reason, priority, until }
  }
  if (isOf(match, grantOfUnitStatement)) {
    const { priority = null, quantity, reason, until = null } = match.slots
    return { do: 'grant', amount: null, quantity, reason, priority, until }
  }
  return null
}
