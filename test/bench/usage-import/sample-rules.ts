// The sample rules of the specs, compiled with the plugins of this repository.
import { loadPlugins } from '@farthing/kernel'
import type { Registry } from '@farthing/plugin-sdk'
import { compileRules, type RuleSet } from '@farthing/rules-language'
import { sampleRules } from '@farthing/testing'

export interface CompiledSample {
  readonly rules: RuleSet
  readonly registry: Registry
}

export async function compiledSample(): Promise<CompiledSample> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const { registry } = loaded
  const compiled = compileRules({ files: sampleRules(), signatures: [...registry.statements.values()] })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
  return { rules: compiled.rules, registry }
}
