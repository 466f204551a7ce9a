// The files of the extension that are made from the signatures: the kernel's, and those of the plugins in this repository.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { RulesWorkspace } from '@farthing/rules-language'
import { snippets } from './snippets.ts'
import { textMateGrammar } from './text-mate-grammar.ts'

/** Texts by their path in the extension. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, cause }) => `${file}: ${cause}`).join('\n'))
  const workspace = new RulesWorkspace({ signatures: [...loaded.registry.statements.values()] })
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
  return new Map([
    ['syntaxes/farthing.tmLanguage.json', json(textMateGrammar(workspace.catalogue.signatures))],
    ['snippets/farthing.json', json(snippets(workspace))]
  ])
}
