// The installed plugins and the test plugin whose statement is a matrix.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { loadRegistry, type Registry } from '@farthing/plugin-sdk'
import { plugin } from './plan-changes/src/index.ts'

export async function withPlanChanges(): Promise<Registry> {
  const installed = await loadPlugins()
  if (!installed.ok) throw new Error(JSON.stringify(installed.problems))
  const all = [...installed.registry.plugins.values(), plugin]
  const loaded = loadRegistry(all.map(one => ({ plugin: one, file: `plugins/${one.id}/src/index.ts` })))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.registry
}
