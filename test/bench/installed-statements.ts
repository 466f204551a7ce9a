// The statements of the plugins in this repository.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import type { Signature } from '@farthing/rules-language'

export async function installedStatements(): Promise<readonly Signature[]> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return [...loaded.registry.statements.values()]
}
