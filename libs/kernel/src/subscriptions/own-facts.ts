// Which facts of an account's book are a subscription's, and which of them can be corrected.
import { type Fact, standingFacts } from '@farthing/billing-core'
import { refuse } from '../http/index.ts'
import { type ChangeRefusal } from './refusals.ts'

/** Its own, and those that replace or take back one of them, or one of these. */
export function factsOf(facts: readonly Fact[], subscription: string): Fact[] {
  const ids = new Set<string>()
  for (let before = -1; before < ids.size; ) {
    before = ids.size
    for (const fact of facts) {
      const isOwn = 'subscription' in fact && fact.subscription === subscription
      if (isOwn || (fact.supersedes !== null && ids.has(fact.supersedes))) ids.add(fact.id)
    }
  }
  return facts.filter(fact => ids.has(fact.id))
}

/** One that was replaced or taken back is no more: were it replaced again, both would stand. A withdrawal can be withdrawn. */
export function wrongCorrection(
  before: readonly Fact[],
  subscription: string,
  news: readonly Fact[]
): ReturnType<typeof refuse<ChangeRefusal>> | undefined {
  const corrected = news.flatMap(({ supersedes }) => supersedes ?? [])
  if (corrected.length === 0) return undefined
  const own = new Set(factsOf(before, subscription).map(({ id }) => id))
  const stranger = corrected.find(id => !own.has(id))
  if (stranger !== undefined) return refuse('unknown-fact', `Subscription ${subscription} has no fact ${stranger}.`)
  const gone = new Set(standingFacts(before).dropped.map(({ fact }) => fact.id))
  const lost = corrected.find(id => gone.has(id))
  return lost === undefined
    ? undefined
    : refuse('fact-gone', `Fact ${lost} was replaced or taken back already. Name the fact that stands in its place.`)
}
