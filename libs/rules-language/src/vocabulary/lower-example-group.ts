// Groups in an example -> facts.
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { groupUseStatement, joinStatement, leaveStatement } from './example-group-statements.ts'
import { isOf } from './match-parts.ts'

export function lowerExampleGroup(match: Match): ExampleFact | null {
  if (isOf(match, joinStatement)) {
    const { group, of = null, until = null } = match.slots
    return { do: 'join', group, until, of }
  }
  if (isOf(match, leaveStatement)) return { do: 'leave', group: match.slots.group, of: match.slots.of ?? null }
  if (isOf(match, groupUseStatement)) {
    const { group, quantity, service } = match.slots
    return { do: 'group-use', group, service, quantity }
  }
  return null
}
