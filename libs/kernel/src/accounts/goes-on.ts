// What is charged to an account by itself until somebody ends it: a closed account has none.
import type { AccountHistory } from '@farthing/billing-core'
import type { GoingOn } from '@farthing/plugin-sdk'
import type { PluginRegistry } from '../plugin-host/index.ts'

/** Null: a history that nothing opens. */
type History = AccountHistory | null

export function goesOn({ registry }: PluginRegistry, history: History): readonly GoingOn[] {
  return history === null ? [] : [...registry.deeds.values()].flatMap(deed => deed.goesOn?.(history) ?? [])
}

/** Names of what does not go on before, and does after. */
export function goesOnAnew(plugins: PluginRegistry, before: History, after: History): string[] {
  const known = new Set(goesOn(plugins, before).map(({ name }) => name))
  return goesOn(plugins, after).flatMap(({ name }) => (known.has(name) ? [] : [name]))
}
