import { loadPlugins, pluginsFolder } from '@farthing/kernel/plugin-host'
import type { Registry, RegistryChecks } from '@farthing/plugin-sdk'
import { CallProblem } from '../problems.ts'

/** The plugins of this installation, or every reason why they cannot be loaded. */
export async function installedPlugins(checks: RegistryChecks = 'start'): Promise<Registry> {
  const loaded = await loadPlugins(pluginsFolder, checks)
  if (loaded.ok) return loaded.registry
  const lines = loaded.problems.map(({ file, cause, fix }) => `  ${file}: ${cause}\n    fix: ${fix}`)
  throw new CallProblem(`the plugins of this installation cannot be loaded\n${lines.join('\n')}`)
}
