// The plugins and compiled rules that stories and properties play with: each spec file loads and compiles once.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { installationOf, type Registry } from '@farthing/plugin-sdk'
import { compileRules, renderDiagnostic } from '@farthing/rules-language'
import type { RuleSet } from '@farthing/rules-language'

/** One registry for all stories of a spec file. */
let plugins: Promise<Registry> | undefined

export function allPlugins(): Promise<Registry> {
  plugins ??= loadAll()
  return plugins
}

async function loadAll(): Promise<Registry> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, cause, fix }) => `${file}: ${cause}; ${fix}`).join('\n'))
  return loaded.registry
}

/** By text: a story that is played again, day after day, compiles its rules once. */
const compiled = new WeakMap<Registry, Map<string, RuleSet>>()

/** Rules from one text; what is wrong with them fails the test with its diagnostics. */
export function rulesOf(text: string, registry: Registry): RuleSet {
  const known = compiled.getOrInsertComputed(registry, () => new Map())
  return known.getOrInsertComputed(text, () => compile(text, registry))
}

function compile(text: string, registry: Registry): RuleSet {
  const result = compileRules({ ...installationOf(registry), files: new Map([['coastal.farthing', text]]) })
  if (result.ok) return result.rules
  throw new Error(
    result.diagnostics.map(diagnostic => renderDiagnostic(diagnostic, text, { colour: false })).join('\n')
  )
}
