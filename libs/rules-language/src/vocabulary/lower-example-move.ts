// Another number, another account or another bill day in an example -> facts.
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { moveBillDayStatement, moveStatement, renumberStatement } from './example-move-statements.ts'
import { isOf } from './match-parts.ts'

export function lowerExampleMove(match: Match): ExampleFact | null {
  if (isOf(match, renumberStatement)) {
    const { number, of = null, old = null } = match.slots
    return { do: 'renumber', to: number, instead: old, of }
  }
  if (isOf(match, moveStatement)) {
    const { account, of = null } = match.slots
    return match.has('to') ? { do: 'move', to: account, from: null, of } : { do: 'move', to: null, from: account, of }
  }
  return isOf(match, moveBillDayStatement) ? { do: 'move-bill-day', billDay: match.slots.day } : null
}
