// Statements of plugins that stand in files by themselves: each alone, then all of one kind together.
import { quoted } from '../diagnostics/wording.ts'
import type { PlanRule } from '../rule-set/rule-set.ts'
import type { Match } from '../signature/match.ts'
import { thrownText } from '../signature/thrown-text.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { checkStatement, type PlanWorld, refusal } from './check-plan.ts'

/** Those of which nothing is missing, in order of file and place. */
export function checkStatements(
  statements: readonly Match[],
  damaged: (match: Match) => boolean,
  world: PlanWorld
): PlanRule[] {
  const matches = statements.filter(match => !match.signature.id.startsWith('kernel.') && !damaged(match))
  const before = world.report.errors
  const rules = matches.flatMap(match => checkStatement(match, world))
  if (world.report.errors > before) return rules
  for (const same of Map.groupBy(matches, ({ signature }) => signature.id).values()) checkTogether(same, world)
  return rules
}

function checkTogether(all: readonly Match[], { report }: PlanWorld): void {
  const [first] = all
  if (first?.signature.together === undefined) return
  const { signature } = first
  const error = (other: Pick<Match, 'source'>, ...[span, message, more = {}]: ErrorArguments) =>
    refusal(signature, { source: other.source, ...span }, message, more)
  try {
    report.take(signature.together?.(all, { error }) ?? [])
  } catch (thrown) {
    const [plugin] = signature.id.split('.')
    report.error(
      headSpot(first),
      'R0480',
      `the plugin ${plugin} failed at ${quoted(signature.id)}: ${thrownText(thrown)}`
    )
  }
}

type ErrorArguments =
  Parameters<typeof refusal> extends [unknown, unknown, infer M, infer D]
    ? [span: { readonly start: number; readonly end: number }, message: M, more?: D]
    : never
