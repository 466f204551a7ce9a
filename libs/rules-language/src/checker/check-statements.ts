// Statements of plugins that stand in files by themselves: each alone, then all of one kind together.
import { quoted } from '../diagnostics/wording.ts'
import { markOfNew } from '../diagnostics/of-new.ts'
import type { PlanRule } from '../rule-set/rule-set.ts'
import type { TogetherContext } from '../signature/lower.ts'
import type { Match } from '../signature/match.ts'
import { thrownText } from '../signature/thrown-text.ts'
import type { PlanDeclaration } from '../vocabulary/declarations.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { checkStatement, type PlanWorld, refusal } from './check-plan.ts'

interface PlanPlaces {
  readonly plans: readonly Pick<PlanDeclaration, 'family' | 'level' | 'name'>[]
}

/** Those of which nothing is missing, in order of file and place. */
export function checkStatements(
  statements: readonly Match[],
  damaged: (match: Match) => boolean,
  world: PlanWorld & PlanPlaces
): PlanRule[] {
  const matches = statements.filter(match => !match.signature.id.startsWith('kernel.') && !damaged(match))
  const before = world.report.errors
  const rules = matches.flatMap(match => checkStatement(match, world))
  if (world.report.errors > before) return rules
  for (const same of Map.groupBy(matches, ({ signature }) => signature.id).values()) checkTogether(same, world)
  return rules
}

function checkTogether(all: readonly Match[], { plans, report }: PlanWorld & PlanPlaces): void {
  const [first] = all
  if (first?.signature.together === undefined) return
  const { signature } = first
  const error: TogetherContext['error'] = (other, span, message, more = {}) =>
    refusal(signature, { source: other.source, ...span }, message, more)
  const errorOfNew: TogetherContext['error'] = (...refused) => {
    const found = error(...refused)
    markOfNew(found)
    return found
  }
  const placesOf = (plan: string) => plans.filter(({ name }) => name.value === plan)
  try {
    report.take(signature.together?.(all, { error, errorOfNew, placesOf }) ?? [])
  } catch (thrown) {
    const [plugin] = signature.id.split('.')
    report.error(
      headSpot(first),
      'R0480',
      `the plugin ${plugin} failed at ${quoted(signature.id)}: ${thrownText(thrown)}`
    )
  }
}
