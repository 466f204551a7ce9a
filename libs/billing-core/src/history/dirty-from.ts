// From which day on a bill may differ from the one before, because of what was learned since.
import { compareDates } from '../values/index.ts'
import type { Fact } from './fact.ts'

/**
 * The earliest day touched by a fact known after `lastKnownAt`: its own, and those of the facts that it corrects.
 * Null when nothing was learned.
 */
export function dirtyFrom(facts: readonly Fact[], lastKnownAt: Temporal.Instant): Temporal.PlainDate | null {
  const news = facts.filter(fact => Temporal.Instant.compare(fact.known, lastKnownAt) > 0)
  if (news.length === 0) return null
  const byId = new Map(facts.map(fact => [fact.id, fact]))
  let earliest: Temporal.PlainDate | null = null
  for (const fact of news) {
    const seen = new Set<string>()
    for (let at: Fact | undefined = fact; at !== undefined && !seen.has(at.id); at = predecessor(at, byId)) {
      seen.add(at.id)
      if (earliest === null || compareDates(at.effective, earliest) < 0) earliest = at.effective
    }
  }
  return earliest
}

function predecessor(fact: Fact, byId: ReadonlyMap<string, Fact>): Fact | undefined {
  return fact.supersedes === null ? undefined : byId.get(fact.supersedes)
}
