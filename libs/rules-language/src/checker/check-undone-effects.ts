// Law 4 for policies: what one threshold restores while another bars it would depend on which is looked at first.
import { canBothHold } from '../conditions/both-hold.ts'
import { grouped, limits } from '../limits.ts'
import type { PolicyEffect, PolicyThreshold } from '../rule-set/policy.ts'
import type { Match } from '../signature/match.ts'
import type { PolicyDeclaration } from '../vocabulary/declarations.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { placeOf, related, type Report } from './report.ts'
import { areValidAtOnce } from './valid-at-once.ts'

export interface CheckedThreshold {
  readonly policy: PolicyDeclaration
  readonly match: Match
  readonly threshold: PolicyThreshold
}

/** Two that throttle need no exception: the slower speed counts. */
export function checkUndoneEffects(all: readonly CheckedThreshold[], report: Report): void {
  const restricting = all.filter(({ threshold }) => restrictedBy(threshold).length > 0)
  for (const restoring of all) {
    const restored = restoring.threshold.effects.flatMap(one => (one.effect === 'restore' ? [one.what] : []))
    if (restored.length === 0) continue
    for (const other of restricting) {
      const what = restrictedBy(other.threshold).find(part => restored.includes(part))
      if (what !== undefined && areValidAtOnce(restoring.policy, other.policy))
        checkPair(restoring, other, what, report)
    }
  }
}

function checkPair(restoring: CheckedThreshold, other: CheckedThreshold, what: string, report: Report): void {
  const both = canBothHold(restoring.threshold.condition, other.threshold.condition)
  const spot = headSpot(other.match)
  const { line } = placeOf(spot)
  const more = { related: [related(`${what} is restricted here`, spot)] }
  if (both.kind === 'case') {
    const message = `this restores ${what}, which line ${line} restricts, when ${both.words}: write conditions of which only one can hold`
    report.error(headSpot(restoring.match), 'R0485', message, more)
  }
  if (both.kind === 'unproved') {
    const message = `whether this restores ${what} while line ${line} restricts it is not found in ${grouped(limits.conditionTests.most)} tests: ask less in their conditions`
    report.error(headSpot(restoring.match), 'R0470', message, more)
  }
}

function restrictedBy({ effects }: PolicyThreshold): string[] {
  return effects.flatMap(partOf)
}

function partOf(effect: PolicyEffect): string[] {
  if (effect.effect === 'bar') return [effect.what]
  return effect.effect === 'throttle' ? ['data'] : []
}
