// The language reference of this installation: the kernel's statements, its plugins', and every diagnostic.
import type { Registry } from '@farthing/plugin-sdk'
import { kernelVocabulary, referencePages, type Signature } from '@farthing/rules-language'
import { checkFiles } from './rules.ts'

/** Markdown by path in the folder of the reference. */
export function languageReference(registry: Registry): ReadonlyMap<string, string> {
  const signatures: readonly Signature[] = [...kernelVocabulary, ...registry.statements.values()]
  return referencePages({
    signatures,
    check: (files, beside) => checkFiles(files, withStatements(registry, beside)).diagnostics
  })
}

function withStatements(registry: Registry, beside: readonly Signature[]): Registry {
  if (beside.length === 0) return registry
  return { ...registry, statements: new Map([...registry.statements, ...beside.map(one => [one.id, one] as const)]) }
}
