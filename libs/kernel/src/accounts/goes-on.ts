// What is charged to an account by itself until somebody ends it: a closed account has none.
import { accountHistory, type Fact } from '@farthing/billing-core'
import type { GoingOn } from '@farthing/plugin-sdk'
import type { PluginRegistry } from '../plugin-host/index.ts'

interface Book {
  readonly account: string
  readonly facts: readonly Fact[]
}

export function goesOn({ registry }: PluginRegistry, { account, facts }: Book): readonly GoingOn[] {
  const history = accountHistory(account, facts)
  return history === null ? [] : [...registry.deeds.values()].flatMap(deed => deed.goesOn?.(history) ?? [])
}

/** What would go on, and does not as it is, once `news` is told: by name. */
export function goesOnAnew(plugins: PluginRegistry, { account, facts }: Book, news: Fact): string[] {
  const before = new Set(goesOn(plugins, { account, facts }).map(({ name }) => name))
  const after = goesOn(plugins, { account, facts: [...facts, news] })
  return after.flatMap(({ name }) => (before.has(name) ? [] : [name]))
}
