// Which facts of an account's book are a subscription's, and which of them can be corrected.
import { type Fact, standingFacts } from '@farthing/billing-core'
import { refuse } from '../http/index.ts'
import { type ChangeRefusal } from './refusals.ts'

/** Its own, and those that replace or take back one of them, or one of these. */
export function factsOf(facts: readonly Fact[], subscription: string): Fact[] {
  return factsBySubscription(facts).get(subscription) ?? []
}

/** The same of all subscriptions, in one pass. */
export function factsBySubscription(facts: readonly Fact[]): ReadonlyMap<string, Fact[]> {
  const byId = new Map(facts.map(fact => [fact.id, fact]))
  const found = new Map<string, Fact[]>()
  for (const fact of facts) {
    for (const subscription of subscriptionsOf(fact, byId)) found.getOrInsertComputed(subscription, () => []).push(fact)
  }
  return found
}

/** One, unless a fact takes back what is told of another. */
function subscriptionsOf(fact: Fact, byId: ReadonlyMap<string, Fact>): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  for (let at: Fact | undefined = fact; at !== undefined && !seen.has(at.id); at = byId.get(at.supersedes ?? '')) {
    seen.add(at.id)
    if ('subscription' in at && at.subscription !== null) found.add(at.subscription)
  }
  return found
}

/** One that was replaced or taken back is no more: were it replaced again, both would stand. A withdrawal can be withdrawn. */
export function wrongCorrection(
  before: readonly Fact[],
  subscription: string,
  news: readonly Fact[]
): ReturnType<typeof refuse<ChangeRefusal>> | undefined {
  const corrected = news.flatMap(({ supersedes }) => supersedes ?? [])
  if (corrected.length === 0) return undefined
  const own = new Map(factsOf(before, subscription).map(fact => [fact.id, fact]))
  const stranger = corrected.find(id => !own.has(id))
  if (stranger !== undefined) return refuse('unknown-fact', `Subscription ${subscription} has no fact ${stranger}.`)
  const gone = new Set(standingFacts(before).dropped.map(({ fact }) => fact.id))
  const lost = corrected.find(id => gone.has(id))
  if (lost !== undefined)
    return refuse(
      'fact-gone',
      `Fact ${lost} was replaced or taken back already. Name the fact that stands in its place.`
    )
  for (const fact of news) {
    const other = otherKind(fact, own)
    if (other !== undefined) return refuse('unknown-fact', other)
  }
  return undefined
}

/** A change corrects its like; a withdrawal takes back any, and any withdrawal but that of a deed: that would not be asked again whether it may be done. */
function otherKind({ kind, supersedes }: Fact, own: ReadonlyMap<string, Fact>): string | undefined {
  const told = own.get(supersedes ?? '')
  if (told === undefined) return undefined
  if (kind !== 'withdrawn') {
    if (NAMES[kind] === NAMES[told.kind]) return undefined
    return `Fact ${told.id} is ${NAMES[told.kind]}, which ${NAMES[kind]} does not correct: take it back by POST /subscriptions/.../facts/${told.id}/withdraw, and tell this without \`supersedes\`.`
  }
  const first = firstOf(told, own)
  if (told === first || first.kind !== 'deed') return undefined
  return `Fact ${told.id} took back the deed ${first.deed}, which stays taken back: do it anew.`
}

/** What a chain of withdrawals takes back, and takes back again. */
function firstOf(fact: Fact, own: ReadonlyMap<string, Fact>): Fact {
  let first = fact
  while (first.kind === 'withdrawn') {
    const before = own.get(first.supersedes ?? '')
    if (before === undefined) return first
    first = before
  }
  return first
}

const STATE = 'a suspension, a resumption or an end'
const FEATURE = 'a feature that goes on or off'

/** Those of one name correct one another. */
const NAMES: Readonly<Record<Fact['kind'], string>> = {
  'account-opened': 'an opening of an account',
  'bill-day-changed': 'a move of the bill day',
  'tax-place-changed': 'a tax place',
  'tax-exempted': 'an exemption',
  'invoice-settled': 'a payment',
  subscribed: 'a start',
  'plan-changed': 'a change of plan',
  moved: 'a move',
  renumbered: 'a change of number',
  suspended: STATE,
  resumed: STATE,
  terminated: STATE,
  'feature-on': FEATURE,
  'feature-off': FEATURE,
  item: 'an item',
  deed: 'a deed',
  withdrawn: 'a withdrawal'
}
