// The history that the facts of a life tell: made again only when facts have come or gone, for every day asks for it.
import { accountHistory, type AccountHistory, type Fact } from '@farthing/billing-core'
import type { LifeState } from './life-state.ts'

interface Made {
  readonly facts: readonly Fact[]
  readonly history: AccountHistory | null
}

const made = new WeakMap<LifeState, Made>()

/** Null while nothing opens the account. */
export function lifeHistory(state: LifeState): AccountHistory | null {
  const { account, facts } = state
  const last = made.get(state)
  if (last !== undefined && areSame(last.facts, facts)) return last.history
  const history = accountHistory(account.id, facts)
  made.set(state, { facts: [...facts], history })
  return history
}

function areSame(some: readonly Fact[], others: readonly Fact[]): boolean {
  return some.length === others.length && some.every((fact, index) => fact === others[index])
}
