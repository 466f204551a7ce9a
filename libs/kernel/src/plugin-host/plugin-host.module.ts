import { Global, Module } from '@nestjs/common'
import { KernelSettings, StartRefused } from '../persistence/index.ts'
import { loadPlugins, PluginRegistry } from './index.ts'

/** Global: every feature may inject PluginRegistry. The process does not start while a plugin is refused. */
@Global()
@Module({
  providers: [{ provide: PluginRegistry, useFactory: loadRegistry, inject: [KernelSettings] }],
  exports: [PluginRegistry]
})
export class PluginHostModule {}

async function loadRegistry(settings: KernelSettings): Promise<PluginRegistry> {
  const loaded = await loadPlugins(settings.pluginsFolder)
  if (loaded.ok) return new PluginRegistry(loaded.registry)
  const words = loaded.problems.map(({ file, cause, fix }) => `${file}: ${cause}; ${fix}`)
  throw new StartRefused(`Farthing does not start with these plugins:\n${words.join('\n')}`)
}
