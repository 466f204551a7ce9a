// A condition that no subscription ever meets is a slip.
import { canBothHold } from '../conditions/both-hold.ts'
import type { EngineCondition } from '../conditions/engine-condition.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Match } from '../signature/match.ts'
import { slotSpot } from '../vocabulary/match-parts.ts'
import type { ConditionWorld } from './check-condition.ts'

/** `isBefore`: it is asked before the subscription begins. */
export function warnOfNever(condition: EngineCondition, match: Match, world: ConditionWorld, isBefore = false): void {
  const spot = slotSpot(match, 'condition')
  if (canBothHold(condition).kind === 'never') {
    world.report.warning(spot, 'R0471', 'this never holds: its parts contradict each other')
    return
  }
  if (!isBefore) return
  const unknown = new Set<string>()
  if (canBothHold(asBefore(condition, world, unknown)).kind !== 'never') return
  const facts = [...unknown].map(quoted).join(', ')
  world.report.warning(spot, 'R0471', `this never holds: ${facts} is of a subscription, and none has begun yet`)
}

const NEVER: EngineCondition = { any: [] }

/** With tests that never hold in the place of those of a subscription; `unknown` collects their facts. */
function asBefore(condition: EngineCondition, world: ConditionWorld, unknown: Set<string>): EngineCondition {
  if ('not' in condition) return { not: asBefore(condition.not, world, unknown) }
  if ('all' in condition) return { all: condition.all.map(part => asBefore(part, world, unknown)) }
  if ('any' in condition) return { any: condition.any.map(part => asBefore(part, world, unknown)) }
  const asked = typeof condition.value === 'string' ? [condition.fact] : [condition.fact, condition.value.fact]
  const without = asked.filter(fact => world.facts.get(fact)?.needsSubscription === true)
  for (const fact of without) unknown.add(fact)
  return without.length === 0 ? condition : NEVER
}
