// The plugins of this repository and what `farthing check` finds with them, for tests of the language as a whole.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { publicHolidays } from '@farthing/kernel/public-holidays'
import { checkTemplates } from '@farthing/kernel/templates'
import { installationOf, type Registry } from '@farthing/plugin-sdk'
import { compileRules, type Diagnostic, exampleFiles, type ExampleText, type Signature } from '@farthing/rules-language'

export const registry = await installed()
export const signatures = [...registry.statements.values()]

async function installed(): Promise<Registry> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, cause }) => `${file}: ${cause}`).join('\n'))
  return loaded.registry
}

export function checkFiles(
  files: ReadonlyMap<string, string>,
  beside: readonly Signature[] = []
): readonly Diagnostic[] {
  const statements = beside.length === 0 ? signatures : [...signatures, ...beside]
  const compiled = compileRules({ ...installationOf(registry), signatures: statements, files, publicHolidays })
  return [...compiled.diagnostics, ...checkTemplates(files, compiled.ok ? compiled.rules.messages : null)]
}

/** Small texts leave things unused: only the example of R0112 speaks of that. */
export function codesOf(text: ExampleText, subject = '', beside: readonly Signature[] = []): string[] {
  const codes = new Set<string>(checkFiles(exampleFiles(text), beside).map(({ code }) => code))
  if (subject !== 'R0112') codes.delete('R0112')
  return [...codes]
}
