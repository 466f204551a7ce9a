// Which facts count: those known by an instant that no standing fact takes back or replaces.
import { compareDates } from '../values/index.ts'
import type { DroppedFact } from './account-history.ts'
import type { Fact } from './fact.ts'

export interface StandingFacts {
  /** In order of effective day, known, id; an opening or a subscription comes first on its day. */
  readonly facts: readonly Fact[]
  readonly dropped: readonly DroppedFact[]
}

/**
 * The history as known at `asKnownAt` (everything, when left out). A correction of a correction leaves the first fact
 * replaced; withdrawing a correction brings the fact before it back.
 */
export function standingFacts(facts: readonly Fact[], asKnownAt?: Temporal.Instant): StandingFacts {
  const known = asKnownAt === undefined ? facts : facts.filter(fact => isKnown(fact, asKnownAt))
  if (known.every(fact => fact.supersedes === null)) return { facts: known.toSorted(compareFacts), dropped: [] }
  const superseders = Map.groupBy(
    known.filter(fact => fact.supersedes !== null),
    fact => fact.supersedes
  )
  const isWithdrawn = (fact: Fact, seen: ReadonlySet<string>): boolean => {
    if (seen.has(fact.id)) return false
    const inner = new Set(seen).add(fact.id)
    return (superseders.get(fact.id) ?? []).some(other => other.kind === 'withdrawn' && !isWithdrawn(other, inner))
  }
  const replacement = (fact: Fact): Fact | undefined =>
    (superseders.get(fact.id) ?? []).find(other => !isWithdrawn(other, new Set([fact.id])))
  const standing: Fact[] = []
  const dropped: DroppedFact[] = []
  for (const fact of known.toSorted(compareFacts)) {
    const by = replacement(fact)
    if (by !== undefined) dropped.push({ fact, reason: 'superseded', detail: `superseded by ${by.id}` })
    else if (fact.kind !== 'withdrawn') standing.push(fact)
  }
  return { facts: standing, dropped }
}

/** Order of effective day, then openings, then known, then id. */
export function compareFacts(a: Fact, b: Fact): number {
  return (
    compareDates(a.effective, b.effective) ||
    rank(a) - rank(b) ||
    Temporal.Instant.compare(a.known, b.known) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

function isKnown(fact: Fact, asKnownAt: Temporal.Instant): boolean {
  return Temporal.Instant.compare(fact.known, asKnownAt) <= 0
}

function rank(fact: Fact): number {
  return fact.kind === 'account-opened' ? 0 : fact.kind === 'subscribed' ? 1 : 2
}
