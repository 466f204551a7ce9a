// What stands and would not hold any more, because of what is told or taken back before it.
import type { DroppedFact } from './account-history.ts'
import { accountHistory } from './build-history.ts'
import type { Fact } from './fact.ts'

/** What is told later must not undo in silence: an end or a later change of the same day may. */
const REASONS: readonly DroppedFact['reason'][] = ['number-not-held', 'number-held-already', 'not-held-there']

/** The first of `before` that held and does not with `news`. */
export function madeImpossible(
  account: string,
  before: readonly Fact[],
  news: readonly Fact[]
): DroppedFact | undefined {
  if (!before.some(({ kind }) => kind === 'renumbered' || kind === 'moved')) return undefined
  const droppedOf = (facts: readonly Fact[]): readonly DroppedFact[] => accountHistory(account, facts)?.dropped ?? []
  const own = new Set([...droppedOf(before), ...news.map(fact => ({ fact }))].map(({ fact }) => fact.id))
  return droppedOf([...before, ...news]).find(({ fact, reason }) => REASONS.includes(reason) && !own.has(fact.id))
}
